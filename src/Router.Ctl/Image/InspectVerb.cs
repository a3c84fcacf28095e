using System.CommandLine;
using Router.Core.Trust;
using Router.Ctl.Cli;
using Router.Ctl.Keys;
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
            Description = "The folder of the public keys to hold its signatures against, and it has to have them; "
                + "otherwise firmware/release and artifacts/release.",
            HelpName = "DIR"
        };
        var json = CommandExtensions.JsonOption();
        return new Command(
            "inspect",
            "Print what an image is, and hold its files against manifest and signatures; exit code 1 where one differs or is missing.")
            .With(image, keys, json)
            .Runs(async (result, stopping) =>
            {
                var trusted = Failure.Try(() => TrustedKeys.Read(result.GetValue(keys)));
                var (description, files, signatures) = await ImageArgument.ReadAsync(
                    result.GetRequiredValue(image),
                    async place => (
                        await ImageReader.ReadAsync(place, stopping), await ImageReader.CheckAsync(place, stopping),
                        ImageSignatures.Check(place, trusted, Signers.Today)));
                if (result.GetValue(json))
                    terminal.WriteJson(InspectJson.Of(description, files, signatures), ImageJson.Default.InspectJson);
                else
                    Print(terminal.Out, description, files, signatures);
                // Whoever names keys wants to know; otherwise an image that nobody signed is one, and so is any where no keys are known.
                var isSigned = signatures.All(file => file.Verdict.IsGood)
                    || (result.GetValue(keys) is null
                        && (trusted.Keys.Count == 0 || signatures.All(file => file.Verdict.Trust == SignatureTrust.Missing)));
                return isSigned && files.All(file => file.Verdict == FileVerdict.Same) ? ExitCode.Done : ExitCode.Input;
            });
    }

    private static void Print(
        TextWriter output, ImageDescription image, IReadOnlyList<FileState> files, IReadOnlyList<SignedFile> signatures)
    {
        var manifest = image.Manifest;
        Line("board", $"{manifest.Board} ({manifest.Architecture})");
        Line("version", manifest.Version);
        Line("source", Source(manifest));
        if (manifest.Without is { Count: > 0 } without)
            Line("without", string.Join(", ", without));
        Line("kernel", manifest.IsContainer ? "that of the machine which starts the container" : manifest.Kernel);
        if (!manifest.IsContainer)
            Line("command line", image.CommandLine);
        if (manifest.SecureBoot is { } certificate)
            Line("secure boot", $"for machines with the certificate in db whose SHA-256 is {certificate}");
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
    private static string Signatures(IReadOnlyList<string>? keys, IReadOnlyList<SignedFile> files)
    {
        var signed = files.All(file => file.Verdict.Trust == SignatureTrust.Missing)
            ? ""
            : string.Join("; ", files.Select(file => $"{file.Name} {file.Verdict}"));
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
