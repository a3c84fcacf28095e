using System.Diagnostics;
using Router.Core.Boards;
using Router.Image.Architectures;

namespace Router.Image.Vm;

/// <summary>What the kernel is told when QEMU itself boots it, with the system's squashfs as the first disk.</summary>
public static class KernelCommandLine
{
    /// <summary>The state lives on the disk that carries the label of <see cref="Edges.Disks.MakeDataAsync"/>.</summary>
    public static string StateOnDisk(Architecture architecture, DiskBus bus = DiskBus.Virtio) =>
        $"console={architecture.Serial} quiet {architecture.EmulatedKernel}cryptomgr.notests panic=5 root={First(bus)}";

    /// <summary>The state ends with the power.</summary>
    public static string StateInRam(Architecture architecture, DiskBus bus = DiskBus.Virtio) =>
        $"{StateOnDisk(architecture, bus)} router.state=ram";

    /// <summary>The kernel's name of the first disk there.</summary>
    private static string First(DiskBus bus) => bus switch
    {
        DiskBus.Virtio => "/dev/vda",
        DiskBus.Nvme => "/dev/nvme0n1",
        DiskBus.Ahci or DiskBus.Usb => "/dev/sda",
        _ => throw new UnreachableException(),
    };
}
