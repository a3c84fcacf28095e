namespace Router.Image.Disk;

/// <summary>
/// What a disk image is made of. Files are paths; sizes are bytes and whole mebibytes. <paramref name="CommandLine"/> is what
/// the kernel is told besides where root and state are. <paramref name="Time"/>, seconds since 1970, is the only time in it.
/// </summary>
public sealed record DiskPlan(string Kernel, string Initramfs, string RootFileSystem, string CommandLine, long Time)
{
    /// <summary>The label of the ext4 file system that keeps the state.</summary>
    public const string DataLabel = "ROUTERDATA";

    public long BootSize { get; init; } = 64 * Partition.Mebibyte;

    /// <summary>Of each of the two slots.</summary>
    public long SlotSize { get; init; } = 128 * Partition.Mebibyte;

    public long DataSize { get; init; } = 64 * Partition.Mebibyte;
}

/// <summary>The plan cannot be carried out: a part is larger than its place, or a boot loader file is not what it should be.</summary>
public sealed class DiskException(string message) : Exception(message);
