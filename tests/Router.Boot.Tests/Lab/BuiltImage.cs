namespace Router.Boot.Tests.Lab;

/// <summary>What <c>./build.sh image vm-x86_64</c> made.</summary>
internal static class BuiltImage
{
    public const string Board = "vm-x86_64";

    public static string Root { get; } = FindRoot();

    public static string Kernel => Part("vmlinuz");

    public static string Initramfs => Part("initramfs");

    public static string System => Part("rootfs.squashfs");

    public static string Disk => DiskOf(Board);

    public static string Home => Path.Combine(Root, "configs", "examples", "home.yaml");

    /// <summary>The daemon as it goes into the image.</summary>
    public static string Routerd => Existing(Path.Combine(Root, "artifacts", "bin", "routerd"), "./build.sh tools");

    public static string Routerctl => Existing(Path.Combine(Root, "artifacts", "bin", "routerctl"), "./build.sh tools");

    /// <summary>Debian and Alpine put OVMF in different folders.</summary>
    public static string Ovmf { get; } = new[] { "/usr/share/ovmf/OVMF.fd", "/usr/share/OVMF/OVMF.fd" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("no OVMF.fd: ./build.sh test installs it");

    /// <summary>A folder with a short name (sockets live in it) that goes with whoever asked for it.</summary>
    public static string NewFolder() => Directory.CreateTempSubdirectory("router-boot-").FullName;

    /// <summary>The disk image of another board.</summary>
    public static string DiskOf(string board) => Part(board, "disk.img");

    private static string Part(string name) => Part(Board, name);

    private static string Part(string board, string name) =>
        Existing(Path.Combine(Root, "artifacts", "images", board, name), $"./build.sh image {board}");

    private static string Existing(string file, string made) =>
        File.Exists(file) ? file : throw new InvalidOperationException($"{file} is missing: {made} makes it");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Router.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"no Router.sln above {AppContext.BaseDirectory}");
    }
}
