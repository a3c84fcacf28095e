using Router.Image.Apk;

namespace Router.Image.Trees.Edges;

/// <summary>
/// A built image, or a root tree that is no image yet. <paramref name="Folder"/>: what <c>image build</c> wrote; null: a squashfs or a tree alone.
/// </summary>
public sealed record ImagePlace(string? Folder, string? Squashfs, string? Tree)
{
    public const string SquashfsName = "rootfs.squashfs", ManifestName = "manifest.json";

    /// <summary>An image's folder, a file in it, a squashfs alone; where <paramref name="orTree"/>, any other folder is a root tree.</summary>
    /// <exception cref="ImageException">It is none of these.</exception>
    public static ImagePlace Find(string given, bool orTree = false)
    {
        var folder = Directory.Exists(given) ? given : Path.GetDirectoryName(Path.GetFullPath(given))!;
        var squashfs = Path.Combine(folder, SquashfsName);
        var exists = Directory.Exists(given) || File.Exists(given);
        if (exists && File.Exists(squashfs))
            return new ImagePlace(File.Exists(Path.Combine(folder, ManifestName)) ? folder : null, squashfs, null);
        if (File.Exists(given))
            return new ImagePlace(null, given, null);
        if (exists && orTree)
            return new ImagePlace(null, null, given);
        throw new ImageException(
            exists ? $"{given}: there is no {SquashfsName} in it" : $"{given}: there is no such image",
            "name a folder of artifacts/images, or the squashfs of an image",
            isInput: true);
    }

    /// <summary>Each node of its root tree but the root.</summary>
    /// <exception cref="ImageException">It cannot be read.</exception>
    public async Task<IEnumerable<TreeEntry>> ReadAsync(CancellationToken stopping)
    {
        try
        {
            return Squashfs is null ? TreeFolder.Read(Tree!) : await SquashfsTree.ReadAsync(Squashfs, stopping);
        }
        catch (FileTreeException e)
        {
            throw new ImageException(e.Message, inner: e);
        }
    }
}
