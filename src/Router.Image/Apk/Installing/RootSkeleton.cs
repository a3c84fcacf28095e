using System.Text;

namespace Router.Image.Apk.Installing;

/// <summary>What apk makes in an empty root before the first package.</summary>
internal static class RootSkeleton
{
    private static readonly (string Path, int Mode, uint Major, uint Minor)[] Devices =
    [
        ("dev/null", 0x1b6, 1, 3),
        ("dev/zero", 0x1b6, 1, 5),
        ("dev/random", 0x1b6, 1, 8),
        ("dev/urandom", 0x1b6, 1, 9),
        ("dev/console", 0x180, 5, 1),
    ];

    /// <exception cref="ApkException">There are packages in the tree.</exception>
    public static void Make(IFileTree tree, string architecture)
    {
        const string Installed = "lib/apk/db/installed";
        if (tree.Find(Installed) is { Size: > 0 })
            throw new ApkException("the root already has packages installed; name an empty directory");

        MakeDirectory(tree, "tmp", 0x3ff);
        MakeDirectories(tree, "dev");
        foreach (var (path, mode, major, minor) in Devices)
        {
            if (tree.Find(path) is null)
                tree.MakeNode(path, NodeKind.CharacterDevice, mode, major, minor);
        }

        foreach (var path in (string[])["etc/apk", "lib/apk/db", "var/cache/apk", "var/cache/misc"])
            MakeDirectories(tree, path);
        MakeDirectory(tree, "proc", 0x16d);
        MakeFile(tree, "etc/apk/world", 0x1a4, "");
        MakeFile(tree, Installed, 0x1a4, "");
        MakeFile(tree, "lib/apk/db/lock", 0x180, "");
        MakeFile(tree, "etc/apk/arch", 0x1a4, architecture + "\n");
    }

    public static void MakeDirectories(IFileTree tree, string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
            MakeDirectory(tree, path[..slash], 0x1ed);
        MakeDirectory(tree, path, 0x1ed);
    }

    private static void MakeDirectory(IFileTree tree, string path, int mode)
    {
        if (tree.Find(path) is null)
            tree.MakeDirectory(path, mode);
    }

    private static void MakeFile(IFileTree tree, string path, int mode, string content)
    {
        tree.Delete(path);
        tree.MakeFile(path, mode, file => file.Write(Encoding.UTF8.GetBytes(content)));
    }
}
