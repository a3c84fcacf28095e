namespace Router.Boot.Tests.Lab;

/// <summary>What <c>./build.sh image vm-x86_64</c> made.</summary>
internal static class BuiltImage
{
    public const string Board = "vm-x86_64";

    public static string Root { get; } = FindRoot();

    public static string Kernel => KernelOf(Board);

    public static string Initramfs => InitramfsOf(Board);

    public static string System => SystemOf(Board);

    public static string Disk => DiskOf(Board);

    public static string Home => Path.Combine(Root, "configs", "examples", "home.yaml");

    /// <summary>The word for the kernel that has each block of the root checked.</summary>
    public static string VerityWord => File.ReadAllText(Of(Board, "entry")).Split((char[])[' ', '\n'])
        .Single(word => word.StartsWith("router.verity=", StringComparison.Ordinal));

    /// <summary>The daemon as it goes into the image.</summary>
    public static string Routerd => Existing(Path.Combine(Root, "artifacts", "bin", "routerd"), "./build.sh tools");

    public static string Routerctl => Existing(Path.Combine(Root, "artifacts", "bin", "routerctl"), "./build.sh tools");

    /// <summary>A folder with a short name (sockets live in it) that goes with whoever asked for it.</summary>
    public static string NewFolder() => Directory.CreateTempSubdirectory("router-boot-").FullName;

    public static string KernelOf(string board) => Of(board, "vmlinuz");

    public static string InitramfsOf(string board) => Of(board, "initramfs");

    /// <summary>The squashfs.</summary>
    public static string SystemOf(string board) => Of(board, "rootfs.squashfs");

    /// <summary>The disk image of another board.</summary>
    public static string DiskOf(string board) => Of(board, "disk.img");

    /// <summary>The folder of another board's image.</summary>
    public static string FolderOf(string board) => Path.GetDirectoryName(DiskOf(board))!;

    /// <summary>A file of another board's image.</summary>
    public static string Of(string board, string name) =>
        Existing(Path.Combine(Root, "artifacts", "images", board, name), $"./build.sh image {board}");

    /// <summary>The OCI image layout of a board that is a container.</summary>
    public static string LayoutOf(string board) => Path.GetDirectoryName(Of(board, "oci/index.json"))!;

    private static string Part(string name) => Of(Board, name);

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
