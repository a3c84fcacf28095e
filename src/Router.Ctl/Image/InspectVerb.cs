using System.CommandLine;
using Router.Ctl.Cli;
using Router.Image.Building;
using Router.Image.Inspection;
using Router.Image.Inspection.Edges;

namespace Router.Ctl.Image;

/// <summary><c>routerctl image inspect</c>.</summary>
internal static class InspectVerb
{
    public static Command Create(Terminal terminal)
    {
        var image = new Argument<string>("IMAGE") { Description = $"{ImageArgument.Words}." };
        var json = CommandExtensions.JsonOption();
        return new Command(
            "inspect", "Print what an image is, and hold its files against its manifest; exit code 1 where one differs or is missing.")
            .With(image, json)
            .Runs(async (result, stopping) =>
            {
                var (description, files) = await ImageArgument.ReadAsync(
                    result.GetRequiredValue(image),
                    async place => (await ImageReader.ReadAsync(place, stopping), await ImageReader.CheckAsync(place, stopping)));
                if (result.GetValue(json))
                    terminal.WriteJson(InspectJson.Of(description, files), ImageJson.Default.InspectJson);
                else
                    Print(terminal.Out, description, files);
                return files.All(file => file.Verdict == FileVerdict.Same) ? ExitCode.Done : ExitCode.Input;
            });
    }

    private static void Print(TextWriter output, ImageDescription image, IReadOnlyList<FileState> files)
    {
        var manifest = image.Manifest;
        Line("board", $"{manifest.Board} ({manifest.Architecture})");
        Line("version", manifest.Version);
        Line("source", Source(manifest));
        Line("kernel", manifest.Kernel);
        Line("command line", image.CommandLine);
        Line("root tree", $"{ByteSize.ToText(image.Size)} packed, {ByteSize.ToText(image.Unpacked)} unpacked, {image.Files.Count} files");
        Line("signed", Signatures(manifest.Keys));
        foreach (var file in files)
            Line("file", $"{file.File.Sha256} {file.File.Size,12} {file.File.Name}{Words(file.Verdict)}");
        foreach (var library in manifest.Linked)
            Line("linked", $"{library.Name} {library.Version}");
        foreach (var package in image.Packages)
            Line("package", $"{package.Name} {package.Version} {ByteSize.ToText(package.Size)}");

        void Line(string what, string text) => output.WriteLine(Printable.Line($"{what,-14}{text}"));
    }

    /// <summary>What stands behind what: keys sign the indexes of packages, and nobody signs the image itself.</summary>
    private static string Signatures(IReadOnlyList<string>? keys) =>
        $"the image is not; package indexes by {(keys is null ? "a key that it does not name" : $"one of {string.Join(", ", keys)}")}";

    private static string Source(ImageManifest manifest)
    {
        string[] distribution = manifest.Distribution is { } name ? [$"({name})"] : [];
        return string.Join(' ', [manifest.Source, .. distribution, .. manifest.Repositories.Where(r => r != manifest.Source)]);
    }

    private static string Words(FileVerdict verdict) => verdict switch
    {
        FileVerdict.Different => ": DIFFERS from the manifest",
        FileVerdict.Missing => ": MISSING",
        _ => "",
    };
}
