using Router.Image.Apk.Signing;
using Router.Image.Trees.Edges;

namespace Router.Image.Building.Edges;

/// <summary>A signed file of an image. <paramref name="Key"/>: which of the keys signed it as it is; null: none of them.</summary>
public sealed record SignedFile(string Name, string? Key);

/// <summary>
/// Signatures beside an image, <c>NAME.sig</c>: RSA PKCS #1 v1.5 over SHA-256, as <c>openssl dgst -sha256 -verify KEY -signature NAME.sig
/// NAME</c> verifies them. The manifest has the hashes of all other files.
/// </summary>
public static class ImageSignatures
{
    public const string LockName = "packages.lock";

    private static readonly string[] Names = [ImagePlace.ManifestName, LockName];

    /// <summary>Those that are there; none for a squashfs alone and for images that nobody signed.</summary>
    public static IReadOnlyList<SignedFile> Check(ImagePlace image, KeyRing keys) => image.Folder is not { } folder
        ? []
        : [.. Names.Where(name => File.Exists(PathOf(folder, name))).Select(name => new SignedFile(name, SignerOf(folder, name, keys)))];

    internal static async Task WriteAsync(string folder, SigningKey key, CancellationToken stopping)
    {
        foreach (var name in Names)
        {
            var signature = key.Sign(await File.ReadAllBytesAsync(Path.Combine(folder, name), stopping));
            await File.WriteAllBytesAsync(PathOf(folder, name), signature, stopping);
        }
    }

    private static string? SignerOf(string folder, string name, KeyRing keys)
    {
        var file = Path.Combine(folder, name);
        return File.Exists(file) ? keys.SignerOf(File.ReadAllBytes(file), File.ReadAllBytes(PathOf(folder, name))) : null;
    }

    private static string PathOf(string folder, string name) => Path.Combine(folder, $"{name}.sig");
}
