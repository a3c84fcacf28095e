using Router.Bundles;
using Router.Bundles.Format;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Ctl.Keys;
using Router.Image.Building.Edges;
using Router.Image.Trees.Edges;

namespace Router.Ctl.Bundle.Edges;

/// <summary><c>routerctl bundle BOARD</c>: packs an image that is signed already, and reads it back.</summary>
internal sealed class PackVerb(Terminal terminal)
{
    private const string BuildAgain = "build the image again: routerctl image build BOARD";

    public required string Image { get; init; }

    /// <summary>Null: beside the image.</summary>
    public string? Output { get; init; }

    /// <summary>As <see cref="LocalBundle.OpenAsync"/>.</summary>
    public string? Keys { get; init; }

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var folder = Folder();
        var manifest = Read(folder, ImagePlace.ManifestName);
        var signature = Read(folder, BundleNames.Signature);
        // Before anything is packed: a bundle that no device takes is none.
        var verdict = ImageSignatures.Check(
            Path.Combine(folder, ImagePlace.ManifestName), manifest, Failure.Try(() => TrustedKeys.Read(Keys)), Signers.Today);
        if (!verdict.IsGood)
            throw Failure.Input(
                $"{Path.Combine(folder, ImagePlace.ManifestName)} is {verdict}",
                "sign the image with a key that is trusted: routerctl image build BOARD --key NAME");
        var parsed = BundleManifest.Parse(manifest) ?? throw Failure.Input($"{folder}: the image's manifest is damaged", BuildAgain);
        var output = Output ?? Path.Combine(folder, $"{parsed.Board}-{parsed.Version}.bundle");
        var partial = $"{output}.partial";
        try
        {
            await ProgressDisplay.RunAsync(terminal, async steps =>
            {
                await PackAsync(folder, manifest, signature, partial, steps, stopping);
                using var packed = await LocalBundle.OpenAsync(partial, Keys, stopping);
                await packed.VerifyAsync(steps, stopping);
                return true;
            });
            File.Move(partial, output, overwrite: true);
        }
        catch (Failure e) when (e.Message.StartsWith($"{partial}: ", StringComparison.Ordinal))
        {
            // The image is what is wrong, and the person has never heard of the partial file.
            throw Failure.Input($"{folder}: of a bundle of this image: {e.Message[(partial.Length + 2)..]}", BuildAgain, e);
        }
        finally
        {
            File.Delete(partial);
        }
        terminal.Out.WriteLine($"{new FileInfo(output).Length,12} {output}");
        return ExitCode.Done;
    }

    private string Folder()
    {
        var isBoard = !Image.Contains('/', StringComparison.Ordinal) && !Directory.Exists(Image);
        var folder = isBoard ? Path.Combine(Repository.Find(), "artifacts", "images", Image) : Image;
        return File.Exists(Path.Combine(folder, ImagePlace.ManifestName))
            ? folder
            : throw Failure.Input(
                $"{folder}: there is no image in it",
                isBoard ? $"build one: routerctl image build {Image}" : "name a folder of artifacts/images");
    }

    private static byte[] Read(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        if (File.Exists(file))
            return File.ReadAllBytes(file);
        throw Failure.Input(
            $"{file} is missing",
            name == BundleNames.Chunks ? "build the image again; an image for containers has none, and no slots either" : BuildAgain);
    }

    private static async Task PackAsync(
        string folder, byte[] manifest, byte[] signature, string partial, StepStarter steps, CancellationToken stopping)
    {
        var index = Read(folder, BundleNames.Chunks);
        var total = ChunkIndexCodec.TryDecode(index, out var decoded) ? decoded.Length : 0;
        try
        {
            await using var output = File.Create(partial);
            await BundleFile.PackAsync(
                manifest, signature, index, name => File.OpenRead(Path.Combine(folder, name)), output, steps("packing", total), stopping);
        }
        catch (BundleException e)
        {
            throw Failure.Input($"{folder}: {e.Message}", BuildAgain, e);
        }
        catch (FileNotFoundException e)
        {
            throw Failure.Input($"{e.FileName} is missing", BuildAgain, e);
        }
    }
}
