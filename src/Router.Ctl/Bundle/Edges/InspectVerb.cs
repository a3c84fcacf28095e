using Router.Bundles.Format;
using Router.Ctl.Cli;

namespace Router.Ctl.Bundle.Edges;

/// <summary><c>routerctl bundle inspect</c>.</summary>
internal static class InspectVerb
{
    public static async Task<int> RunAsync(Terminal terminal, string file, string? keys, bool json, CancellationToken stopping)
    {
        using var bundle = await LocalBundle.OpenAsync(file, keys, stopping);
        await ProgressDisplay.RunAsync(terminal, async steps =>
        {
            await bundle.VerifyAsync(steps, stopping);
            return true;
        });
        if (json)
            terminal.WriteJson(BundleJson.Of(bundle.Head), BundleJsonContext.Default.BundleJson);
        else
            Print(terminal.Out, bundle.Head);
        return ExitCode.Done;
    }

    private static void Print(TextWriter output, BundleHead head)
    {
        var manifest = head.Manifest;
        Line("board", $"{manifest.Board} ({manifest.Architecture})");
        Line("version", manifest.Version);
        Line("release", $"{manifest.Release}: devices that run a later one do not take it");
        Line("schema", $"documents up to version {manifest.Schema}");
        Line("signed", head.Verdict.ToString());
        Line("root hash", manifest.RootHash!);
        Line("size", $"{ByteSize.ToText(head.Header.BundleLength)}, of which a device asks for what it lacks");
        foreach (var file in head.Index.Files)
            Line("file", $"{file.Digest} {file.Size,12} {file.Name}, {file.Chunks.Count} chunks");

        void Line(string what, string text) => output.WriteLine(Printable.Line($"{what,-14}{text}"));
    }
}
