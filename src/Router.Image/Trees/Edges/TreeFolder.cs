using Router.Image.Apk;
using Router.Image.Apk.Edges;

namespace Router.Image.Trees.Edges;

/// <summary>A root tree in a folder.</summary>
internal static class TreeFolder
{
    private const string Capabilities = "security.capability";

    /// <summary>Each node but the folder itself; no link is followed.</summary>
    /// <exception cref="FileTreeException">The system refuses.</exception>
    public static IEnumerable<TreeEntry> Read(string folder)
    {
        using var tree = DirectoryTree.Open(folder);
        foreach (var entry in Below(tree, ""))
            yield return entry;
    }

    private static IEnumerable<TreeEntry> Below(DirectoryTree tree, string folder)
    {
        var names = Directory.EnumerateFileSystemEntries(Path.Combine(tree.Root, folder)).Select(Path.GetFileName);
        foreach (var name in names.Order(StringComparer.Ordinal).ToList())
        {
            var path = Path.Combine(folder, name!);
            if (tree.Find(path) is not { } node)
                continue;
            var isFile = node.Kind == NodeKind.File;
            yield return new TreeEntry($"/{path}", node.Kind, node.Mode, node.User, node.Group, isFile ? tree.ReadFile(path) : default)
            {
                Target = node.Kind == NodeKind.SymbolicLink ? tree.ReadLink(path) : "",
                HasCapabilities = isFile && tree.HasAttribute(path, Capabilities),
            };
            if (node.Kind != NodeKind.Directory)
                continue;
            foreach (var entry in Below(tree, path))
                yield return entry;
        }
    }
}
