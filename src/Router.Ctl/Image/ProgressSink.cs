using Router.Ctl.Cli;
using Router.Image;

namespace Router.Ctl.Image;

/// <summary>What a build says and how far it is, on stderr.</summary>
internal sealed class ProgressSink(Terminal terminal, StepStarter start) : IProgressSink
{
    public void Say(string line) => terminal.Error.WriteLine(line);

    public IProgress<long> Step(string what, long total) => start(what, total);
}
