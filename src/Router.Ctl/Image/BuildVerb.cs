using Router.Ctl.Cli;
using Router.Image.Building;
using Router.Image.Building.Edges;
using Router.Image.Disk;

namespace Router.Ctl.Image;

/// <summary><c>routerctl image build</c>.</summary>
internal sealed class BuildVerb(Terminal terminal)
{
    public async Task<int> RunAsync(ImageRequest request, CancellationToken stopping)
    {
        try
        {
            var manifest = await Failure.TryAsync(() => ProgressDisplay.RunAsync(
                terminal, step => ImageBuilder.BuildAsync(request, new ProgressSink(terminal, step), stopping)));
            foreach (var file in manifest.Files!)
                terminal.Out.WriteLine($"{file.Size,12} {Path.Combine(request.Output, file.Name)}");
            return ExitCode.Done;
        }
        catch (DiskException e)
        {
            throw Failure.Input(e.Message, inner: e);
        }
    }
}
