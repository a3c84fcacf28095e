using System.Diagnostics;
using Router.Core.Boards;
using Router.Image.Vm;

namespace Router.Boot.Tests.Lab;

/// <summary>Whose image a <see cref="ShellGuest"/> runs, what its root hangs on, and more disks.</summary>
internal sealed record GuestHardware(string Board, DiskBus Root, IReadOnlyList<MachineDisk> Disks)
{
    public static readonly GuestHardware Usual = new(BuiltImage.Board, DiskBus.Virtio, []);

    /// <summary>The kernel's name of the root's disk. Those on SATA and USB get theirs as they answer, so a root is on neither.</summary>
    public string RootDevice => Root switch
    {
        DiskBus.Virtio => "/dev/vda",
        DiskBus.Nvme => "/dev/nvme0n1",
        _ => throw new UnreachableException(),
    };
}
