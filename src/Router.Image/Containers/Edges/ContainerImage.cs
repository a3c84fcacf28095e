using System.IO.Compression;
using System.Security.Cryptography;
using Router.Image.Apk.Edges;
using Router.Image.Trees.Edges;

namespace Router.Image.Containers.Edges;

/// <summary>
/// Writes a root tree as what runtimes of containers take: an OCI image layout in a folder, and the root alone as a tarball, which is the
/// layout's one layer under another name.
/// </summary>
internal static class ContainerImage
{
    public const string Layout = "oci", Tarball = "rootfs.tar.gz";

    private const string IndexName = "index.json";

    /// <summary>The file that names all others of the layout by their hashes.</summary>
    public const string Index = $"{Layout}/{IndexName}";

    /// <param name="tree">The root tree.</param>
    /// <param name="work">Where both are written.</param>
    /// <param name="architecture">As Debian and Go name it.</param>
    /// <param name="title">The board.</param>
    /// <param name="version">Of the firmware.</param>
    /// <param name="time">Of everything, seconds since 1970.</param>
    /// <exception cref="ImageException">There is a node that such an image does not keep as it is.</exception>
    public static void Write(string tree, string work, string architecture, string title, string version, long time)
    {
        var folder = Path.Combine(work, Layout);
        var blobs = Path.Combine(folder, "blobs", "sha256");
        Directory.CreateDirectory(blobs);
        var (layer, plain) = WriteLayer(tree, Path.Combine(work, Tarball), time);
        using (var files = DirectoryTree.Open(work))
            files.MakeHardLink(Path.GetRelativePath(work, Path.Combine(blobs, HashOf(layer))), Tarball);
        var config = Put(blobs, OciText.Config, OciText.ConfigOf(architecture, plain, title, version, time));
        var manifest = Put(blobs, OciText.Manifest, OciText.ManifestOf(config, layer));
        File.WriteAllBytes(Path.Combine(folder, "oci-layout"), OciText.Layout());
        File.WriteAllBytes(Path.Combine(folder, IndexName), OciText.IndexOf(manifest, architecture, version));
    }

    /// <summary>The layer, and the digest of what it is without compression.</summary>
    private static (OciBlob Layer, string Plain) WriteLayer(string tree, string path, long time)
    {
        using SHA256 packed = SHA256.Create(), plain = SHA256.Create();
        using (var file = new CryptoStream(File.Create(path), packed, CryptoStreamMode.Write))
        using (var gzip = new GZipStream(file, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var tar = new CryptoStream(gzip, plain, CryptoStreamMode.Write, leaveOpen: true))
            LayerWriter.Write(tar, TreeFolder.Read(tree), time);
        return (new OciBlob(OciText.Layer, Digest(packed.Hash!), new FileInfo(path).Length), Digest(plain.Hash!));
    }

    private static OciBlob Put(string blobs, string mediaType, byte[] content)
    {
        var blob = new OciBlob(mediaType, Digest(SHA256.HashData(content)), content.Length);
        File.WriteAllBytes(Path.Combine(blobs, HashOf(blob)), content);
        return blob;
    }

    private static string Digest(byte[] hash) => $"sha256:{Convert.ToHexStringLower(hash)}";

    private static string HashOf(OciBlob blob) => blob.Digest["sha256:".Length..];
}
