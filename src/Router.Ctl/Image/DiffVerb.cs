using System.CommandLine;
using Router.Ctl.Cli;
using Router.Image.Inspection;
using Router.Image.Inspection.Edges;

namespace Router.Ctl.Image;

/// <summary><c>routerctl image diff</c>.</summary>
internal static class DiffVerb
{
    public static Command Create(Terminal terminal)
    {
        var before = new Argument<string>("BEFORE") { Description = $"{ImageArgument.Words}." };
        var after = new Argument<string>("AFTER") { Description = "Another one." };
        var json = CommandExtensions.JsonOption();
        return new Command("diff", "Show what differs between two images: packages, files, kernel, command line, size.")
            .With(before, after, json)
            .Runs(async (result, stopping) =>
            {
                var a = await ReadAsync(result.GetRequiredValue(before), stopping);
                var b = await ReadAsync(result.GetRequiredValue(after), stopping);
                if (result.GetValue(json))
                    terminal.WriteJson(ImageDiffJson.Of(a, b), ImageJson.Default.ImageDiffJson);
                else
                    Print(terminal.Out, a, b);
                return ExitCode.Done;
            });
    }

    private static Task<ImageDescription> ReadAsync(string image, CancellationToken stopping) =>
        ImageArgument.ReadAsync(image, place => ImageReader.ReadAsync(place, stopping));

    private static void Print(TextWriter output, ImageDescription a, ImageDescription b)
    {
        var difference = ImageDifference.Of(a, b);
        foreach (var line in DiffText.Values(a, b))
            output.WriteLine(Printable.Line(line));
        output.WriteLine(DiffText.Count("packages", difference.Packages));
        foreach (var change in difference.Packages)
            output.WriteLine(Printable.Line(DiffText.Package(change)));
        output.WriteLine(DiffText.Count("files", difference.Files));
        foreach (var change in difference.Files)
            output.WriteLine(Printable.Line(DiffText.File(change)));
    }
}
