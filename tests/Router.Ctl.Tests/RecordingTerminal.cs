using Router.Ctl.Cli;

namespace Router.Ctl.Tests;

/// <summary>Runs verbs without a terminal and keeps what they print.</summary>
internal sealed class RecordingTerminal
{
    /// <summary>What stdin holds.</summary>
    public byte[] Input { get; init; } = [];

    public string Out => Terminal.Out.ToString()!;

    public string Error => Terminal.Error.ToString()!;

    public Terminal Terminal => field ??= new(new StringWriter(), new StringWriter(), () => new MemoryStream(Input, writable: false)) { Width = 100 };

    public Task<int> RunAsync(CommandGroup group, params string[] args) =>
        CommandLine.RunAsync(CommandLine.Root(Terminal, [group]).Parse(args), Terminal, TestContext.Current.CancellationToken);
}
