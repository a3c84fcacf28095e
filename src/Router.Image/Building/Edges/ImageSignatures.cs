using Router.Core.Trust;
using Router.Image.Trees.Edges;
using Router.Image.Trust;

namespace Router.Image.Building.Edges;

/// <summary>A signed file of an image, and what its signature is worth.</summary>
public sealed record SignedFile(string Name, SignatureVerdict Verdict);

/// <summary>
/// Signatures beside an image, <c>NAME.sig</c>: ECDSA on P-256 over SHA-256, as <c>openssl dgst -sha256 -verify KEY -signature NAME.sig
/// NAME</c> verifies them. The manifest has the hashes of all other files.
/// </summary>
public static class ImageSignatures
{
    public const string LockName = "packages.lock";

    private const string Ending = ".sig";

    private static readonly string[] Names = [ImagePlace.ManifestName, LockName];

    /// <summary>Those of an image's folder; none for a squashfs alone.</summary>
    public static IReadOnlyList<SignedFile> Check(ImagePlace image, ReleaseKeys keys, DateOnly today) => image.Folder is not { } folder
        ? []
        : [.. Names.Select(name => new SignedFile(name, Check(Path.Combine(folder, name), keys, today)))];

    /// <summary>What the signature beside a file is worth, for this content of it.</summary>
    public static SignatureVerdict Check(string file, ReadOnlySpan<byte> content, ReleaseKeys keys, DateOnly today)
    {
        var signature = $"{file}{Ending}";
        return keys.Check(content, File.Exists(signature) ? File.ReadAllBytes(signature) : null, today);
    }

    private static SignatureVerdict Check(string file, ReleaseKeys keys, DateOnly today) =>
        File.Exists(file) ? Check(file, File.ReadAllBytes(file), keys, today) : new SignatureVerdict(SignatureTrust.Missing);

    internal static async Task WriteAsync(string folder, ReleaseSigner signer, CancellationToken stopping)
    {
        foreach (var file in Names.Select(name => Path.Combine(folder, name)))
            await File.WriteAllBytesAsync($"{file}{Ending}", signer.Sign(await File.ReadAllBytesAsync(file, stopping)), stopping);
    }
}
