using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.SecureBoot;

namespace Router.Image.Disk;

/// <summary>
/// What a disk image is made of. Files are paths; sizes are bytes and whole mebibytes. <paramref name="CommandLine"/> is what
/// the kernel is told besides where root and state are, the root's hash among it. <paramref name="Time"/>, seconds since 1970, is
/// the only time in it.
/// </summary>
public sealed record DiskPlan(string Kernel, string Initramfs, string RootFileSystem, string CommandLine, long Time)
{
    /// <summary>The label of the ext4 file system that keeps the state.</summary>
    public const string DataLabel = "ROUTERDATA";

    public Architecture Architecture { get; init; } = Architecture.X64;

    /// <summary>What stands behind the root file system in its slot, for the kernel to check it by; empty: nothing does.</summary>
    public ReadOnlyMemory<byte> HashTree { get; init; }

    /// <summary>None: BIOS where the architecture has it, and UEFI.</summary>
    public IReadOnlyList<BootLoader> Loaders { get; init; } = [];

    /// <summary>What Secure Boot starts in place of kernel and initramfs; null: the disk is not made for it.</summary>
    public SignedBoot? Signed { get; init; }

    /// <summary>BIOS would start what nobody signed.</summary>
    public bool HasBios => Has(BootLoader.Bios) && Architecture.HasBios && Signed is null;

    public bool HasUefi => Has(BootLoader.Uefi);

    public bool IsRaspberryPi => Loaders.Contains(BootLoader.RaspberryPi);

    public bool IsXenGuest => Loaders.Contains(BootLoader.Xen);

    /// <summary>
    /// A folder with what a Raspberry Pi starts from beside kernel and initramfs: its firmware, device trees and <c>config.txt</c>.
    /// </summary>
    public string? PiFiles { get; init; }

    /// <summary>Where GRUB's modules are, a folder a platform: the first that has them.</summary>
    public IReadOnlyList<string> GrubModules { get; init; } = ["/usr/lib/grub"];

    /// <summary>Of a partition that kernels lie on: one for both slots, or on a Raspberry Pi each of two.</summary>
    public long BootSize { get; init; } = 64 * Partition.Mebibyte;

    /// <summary>Of each of the two slots.</summary>
    public long SlotSize { get; init; } = 128 * Partition.Mebibyte;

    public long DataSize { get; init; } = 64 * Partition.Mebibyte;

    private bool Has(BootLoader loader) => Loaders.Count == 0 || Loaders.Contains(loader);
}

/// <param name="Program">The file of a unified kernel image, signed.</param>
/// <param name="Key">Signs the boot loader.</param>
public sealed record SignedBoot(string Program, SecureBootKey Key);

/// <summary>The plan cannot be carried out: a part is larger than its place, or a boot loader file is not what it should be.</summary>
public sealed class DiskException(string message) : Exception(message);
