using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Run.Edges;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Signing;
using Router.Image.Building;
using Router.Image.Building.Edges;
using Router.Image.Inspection;
using Router.Image.Inspection.Edges;

namespace Router.Ctl.Image;

/// <summary><c>routerctl image inspect</c>.</summary>
internal static class InspectVerb
{
    public static Command Create(Terminal terminal)
    {
        var image = new Argument<string>("IMAGE") { Description = $"{ImageArgument.Words}." };
        var keys = new Option<string?>("--keys")
        {
            Description = "The folder of the public keys to hold its signatures against, instead of artifacts/keys.",
            HelpName = "DIR"
        };
        var json = CommandExtensions.JsonOption();
        return new Command(
            "inspect",
            "Print what an image is, and hold its files against manifest and signatures; exit code 1 where one differs or is missing.")
            .With(image, keys, json)
            .Runs(async (result, stopping) =>
            {
                using var trusted = ReadKeys(result.GetValue(keys));
                var (description, files, signatures) = await ImageArgument.ReadAsync(
                    result.GetRequiredValue(image),
                    async place => (
                        await ImageReader.ReadAsync(place, stopping), await ImageReader.CheckAsync(place, stopping),
                        ImageSignatures.Check(place, trusted)));
                if (result.GetValue(json))
                    terminal.WriteJson(InspectJson.Of(description, files, signatures), ImageJson.Default.InspectJson);
                else
                    Print(terminal.Out, description, files, SignedBy(signatures, trusted));
                var isSigned = trusted.Names.Count == 0 || signatures.All(file => file.Key is not null);
                return isSigned && files.All(file => file.Verdict == FileVerdict.Same) ? ExitCode.Done : ExitCode.Input;
            });
    }

    /// <summary>Without keys nobody can say who signed what; with some it is one of them, or the image is not what it was.</summary>
    private static KeyRing ReadKeys(string? folder)
    {
        try
        {
            return folder is not null ? ApkSources.ReadKeys(folder)
                : Repository.FindOrNull() is { } here ? ApkSources.ReadKeys(Path.Combine(here, "artifacts", "keys"), mayBeEmpty: true)
                : new KeyRing();
        }
        catch (ApkException e)
        {
            throw Failure.Input(e.Message, inner: e);
        }
    }

    private static IEnumerable<string> SignedBy(IReadOnlyList<SignedFile> files, KeyRing keys) => files.Select(file =>
        $"{file.Name} by {file.Key ?? (keys.Names.Count == 0 ? "a key that is not at hand" : $"NONE of the keys in {keys.Folder}")}");

    private static void Print(
        TextWriter output, ImageDescription image, IReadOnlyList<FileState> files, IEnumerable<string> signatures)
    {
        var manifest = image.Manifest;
        Line("board", $"{manifest.Board} ({manifest.Architecture})");
        Line("version", manifest.Version);
        Line("source", Source(manifest));
        Line("kernel", manifest.Kernel);
        Line("command line", image.CommandLine);
        Line("root tree", $"{ByteSize.ToText(image.Size)} packed, {ByteSize.ToText(image.Unpacked)} unpacked, {image.Files.Count} files");
        Line("signed", Signatures(manifest.Keys, signatures));
        foreach (var file in files)
            Line("file", $"{file.File.Sha256} {file.File.Size,12} {file.File.Name}{Words(file.Verdict)}");
        foreach (var library in manifest.Linked)
            Line("linked", $"{library.Name} {library.Version}");
        foreach (var package in image.Packages)
            Line("package", $"{package.Name} {package.Version} {ByteSize.ToText(package.Size)}");

        void Line(string what, string text) => output.WriteLine(Printable.Line($"{what,-14}{text}"));
    }

    /// <summary>What stands behind what: keys sign indexes of packages, and one the manifest, which has the hashes of the files.</summary>
    private static string Signatures(IReadOnlyList<string>? keys, IEnumerable<string> files)
    {
        var signed = string.Join("; ", files);
        return $"{(signed.Length > 0 ? signed : "the image is not")}; package indexes by "
            + $"{(keys is null ? "a key that it does not name" : $"one of {string.Join(", ", keys)}")}";
    }

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
