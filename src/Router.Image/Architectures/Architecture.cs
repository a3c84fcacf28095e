using System.Runtime.InteropServices;
using Router.Core.Boards;
using Processor = System.Runtime.InteropServices.Architecture;

namespace Router.Image.Architectures;

/// <summary>All in which the processors that images are made for differ from each other.</summary>
public sealed record Architecture
{
    public static readonly Architecture X64 = new()
    {
        Name = ArchitectureNames.X64,
        Debian = "amd64",
        ElfMachine = 62,
        EfiProgram = "BOOTX64.EFI",
        GrubPlatform = "x86_64-efi",
        GrubPackage = "grub-efi-amd64-bin",
        RootPartition = new("4f68bce3-e8cd-4db1-96e7-fbcaf984b709"),
        Serial = "ttyS0",
        // An emulated timer may come late once, which the kernel would take for a broken one.
        EmulatedKernel = "no_timer_check ",
        QemuProgram = "qemu-system-x86_64",
        QemuPackage = "qemu-system-x86",
        QemuMachine = "pc",
        QemuProcessor = "max",
        // Debian and Alpine put it in different folders.
        UefiFiles = ["/usr/share/ovmf/OVMF.fd", "/usr/share/OVMF/OVMF.fd"],
        UefiPackage = "ovmf",
        SecureBoot = new SecureBootParts(
            "/usr/lib/systemd/boot/efi/linuxx64.efi.stub", "q35,smm=on", "/usr/share/OVMF/OVMF_CODE_4M.secboot.fd",
            "/usr/share/OVMF/OVMF_VARS_4M.fd"),
    };

    public static readonly Architecture Arm64 = new()
    {
        Name = ArchitectureNames.Arm64,
        Debian = "arm64",
        ElfMachine = 183,
        EfiProgram = "BOOTAA64.EFI",
        GrubPlatform = "arm64-efi",
        GrubPackage = "grub-efi-arm64-bin",
        RootPartition = new("b921b045-1df0-41c3-af44-4c6f280d3fae"),
        Serial = "ttyAMA0",
        QemuProgram = "qemu-system-aarch64",
        QemuPackage = "qemu-system-arm",
        QemuMachine = "virt",
        // The richest one signs pointers, which is slow where it is emulated.
        QemuProcessor = "cortex-a72",
        UefiFiles = ["/usr/share/qemu-efi-aarch64/QEMU_EFI.fd", "/usr/share/AAVMF/QEMU_EFI.fd"],
        UefiPackage = "qemu-efi-aarch64",
    };

    public static IReadOnlyList<Architecture> All { get; } = [X64, Arm64];

    /// <summary>As apk names it.</summary>
    public required string Name { get; init; }

    /// <summary>As Debian does.</summary>
    public required string Debian { get; init; }

    /// <summary>The number that its programs have in their header (<c>e_machine</c>).</summary>
    public required int ElfMachine { get; init; }

    /// <summary>What UEFI starts from a disk, in <c>EFI/BOOT</c>.</summary>
    public required string EfiProgram { get; init; }

    /// <summary>GRUB's name of UEFI on it, and the folder of its modules.</summary>
    public required string GrubPlatform { get; init; }

    /// <summary>Debian's package of these.</summary>
    public required string GrubPackage { get; init; }

    /// <summary>The type of a partition with its root file system (Discoverable Partitions Specification).</summary>
    public required Guid RootPartition { get; init; }

    /// <summary>The kernel's name of the serial port that QEMU gives.</summary>
    public required string Serial { get; init; }

    /// <summary>What the kernel is told where it is emulated, with a space behind it.</summary>
    public string EmulatedKernel { get; init; } = "";

    public required string QemuProgram { get; init; }

    /// <summary>Debian's package of QEMU.</summary>
    public required string QemuPackage { get; init; }

    public required string QemuMachine { get; init; }

    /// <summary>That QEMU emulates.</summary>
    public required string QemuProcessor { get; init; }

    /// <summary>Where QEMU's UEFI may be.</summary>
    public required IReadOnlyList<string> UefiFiles { get; init; }

    /// <summary>Debian's package of it.</summary>
    public required string UefiPackage { get; init; }

    /// <summary>What Secure Boot takes; null: no images are made for it.</summary>
    public SecureBootParts? SecureBoot { get; init; }

    /// <summary>This machine starts its programs.</summary>
    public bool IsHost => RuntimeInformation.OSArchitecture == (this == Arm64 ? Processor.Arm64 : Processor.X64);

    /// <summary>It has a boot loader in the disk's first sectors.</summary>
    public bool HasBios => this == X64;

    /// <exception cref="ImageException">There is none of this name.</exception>
    public static Architecture Of(string name) => All.FirstOrDefault(architecture => architecture.Name == name)
        ?? throw new ImageException(
            $"no architecture {name}", $"there is {string.Join(", ", All.Select(architecture => architecture.Name))}", isInput: true);
}
