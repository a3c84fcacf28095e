using System.Security.Cryptography;
using System.Text;
using Router.Ctl.Cli;
using Router.Ctl.Keys;
using Router.Image.Building;
using Router.Image.Building.Edges;
using Router.Image.Trees.Edges;

namespace Router.Ctl.Flash.Edges;

/// <summary>Whether a disk image is what somebody signed: by the manifest beside it, which has its hash.</summary>
internal static class SignedImage
{
    private const string How = "flash one that is signed by a key of firmware/release, name keys with --keys, or say --unsigned";

    /// <summary>What the manifest says of the image.</summary>
    /// <exception cref="Failure">Nobody signed it whom this machine trusts.</exception>
    public static ImageFile Require(string image, string? keys)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(image))!;
        var manifest = Path.Combine(folder, ImagePlace.ManifestName);
        if (!File.Exists(manifest))
            throw Failure.Input($"{image}: there is no {ImagePlace.ManifestName} beside it, so nobody knows who made it", How);
        // What was signed is what is believed, whoever writes there meanwhile.
        var content = File.ReadAllBytes(manifest);
        var verdict = ImageSignatures.Check(manifest, content, Failure.Try(() => TrustedKeys.Read(keys)), Signers.Today);
        if (!verdict.IsGood)
            throw Failure.Input($"{manifest} is {verdict}", How);
        return Failure.Try(() => ImageManifest.Parse(Encoding.UTF8.GetString(content)))
            .Files?.FirstOrDefault(file => file.Name == Path.GetFileName(image))
            ?? throw Failure.Input($"{manifest} says nothing of {Path.GetFileName(image)}", How);
    }

    /// <exception cref="Failure">The image is not the one of the manifest.</exception>
    public static void RequireSame(string name, FileStream image, ImageFile file, StepStarter steps, CancellationToken stopping)
    {
        var progress = steps("verifying", image.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Flasher.Chunk];
        image.Position = 0;
        while (image.Read(buffer) is > 0 and var read)
        {
            stopping.ThrowIfCancellationRequested();
            hash.AppendData(buffer.AsSpan(0, read));
            progress.Report(image.Position);
        }
        image.Position = 0;
        if (image.Length != file.Size || Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Sha256)
            throw Failure.Input(
                $"{name}: it is not the {file.Name} that the manifest beside it was signed for", "build or fetch it again");
    }
}
