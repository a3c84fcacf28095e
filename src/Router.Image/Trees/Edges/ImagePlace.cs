using Router.Bundles;
using Router.Image.Apk;

namespace Router.Image.Trees.Edges;

/// <summary>
/// A built image, or a root tree that is no image yet. <paramref name="Folder"/>: what <c>image build</c> wrote; null: a squashfs or a
/// tree alone.
/// </summary>
public sealed record ImagePlace(string? Folder, string? Squashfs, string? Tree)
{
    public const string SquashfsName = BundleNames.Root, ManifestName = BundleNames.Manifest;

    /// <summary>The part of the kernel's command line that the image brings, the root hash of its squashfs among it.</summary>
    public const string EntryName = BundleNames.Entry;

    /// <summary>
    /// An image's folder, its manifest or squashfs in there, a squashfs alone; where <paramref name="orTree"/>, any other folder is a root
    /// tree.
    /// </summary>
    /// <exception cref="ImageException">It is none of these.</exception>
    public static ImagePlace Find(string given, bool orTree = false)
    {
        var isFolder = Directory.Exists(given);
        if (!isFolder && !File.Exists(given))
            throw Wrong($"{given}: there is no such image");
        var folder = isFolder ? given : Path.GetDirectoryName(Path.GetFullPath(given))!;
        var squashfs = Path.Combine(folder, SquashfsName);
        if (File.Exists(squashfs) && (isFolder || Path.GetFileName(given) is SquashfsName or ManifestName))
            return new ImagePlace(File.Exists(Path.Combine(folder, ManifestName)) ? folder : null, squashfs, null);
        if (!isFolder)
            return new ImagePlace(null, given, null);
        return orTree ? new ImagePlace(null, null, given) : throw Wrong($"{given}: there is no {SquashfsName} in it");
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

    private static ImageException Wrong(string what) =>
        new(what, "name a folder of artifacts/images, or the squashfs of an image", isInput: true);
}
