using Router.Image.Apk;
using Router.Image.Apk.Format;
using Router.Image.Trees;

namespace Router.Image.Containers;

/// <summary>
/// A root tree as the tar archive of a container's layer, with owners and modes, and one time for all. What is in <c>/dev</c> is left out:
/// runtimes make their own.
/// </summary>
internal static class LayerWriter
{
    /// <exception cref="ImageException">There is a node that such an archive does not keep as it is.</exception>
    public static void Write(Stream output, IEnumerable<TreeEntry> tree, long time)
    {
        var tar = new TarWriter(output);
        foreach (var entry in tree.Where(entry => !entry.Path.StartsWith("/dev/", StringComparison.Ordinal)))
        {
            if (entry.HasCapabilities)
                throw Wrong(entry, "has capabilities, which an image for containers would lose");
            var name = entry.Path.TrimStart('/');
            var isFolder = entry.Kind == NodeKind.Directory;
            var header = new TarHeader(isFolder ? $"{name}/" : name, TypeOf(entry))
            {
                Mode = entry.Mode,
                // Without names: those of this machine would be wrong ones.
                Owner = new FileOwner(entry.User, entry.Group),
                Size = entry.Content.Length,
                ModifiedTime = time,
                LinkTarget = entry.Target,
            };
            tar.WriteHeader(header, []);
            tar.WriteContent(entry.Content.Span);
        }
        tar.WriteEnd();
    }

    private static TarType TypeOf(TreeEntry entry) => entry.Kind switch
    {
        NodeKind.File => TarType.RegularFile,
        NodeKind.Directory => TarType.Directory,
        NodeKind.SymbolicLink => TarType.SymbolicLink,
        _ => throw Wrong(entry, "is a device, a pipe or a socket"),
    };

    private static ImageException Wrong(TreeEntry entry, string why) =>
        new($"{entry.Path} {why}", "take out the package that brings it", isInput: true);
}
