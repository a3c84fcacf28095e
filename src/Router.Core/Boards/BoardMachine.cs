namespace Router.Core.Boards;

/// <summary>How QEMU gives a board.</summary>
public sealed record BoardMachine
{
    public DiskBus Disk { get; init; } = DiskBus.Virtio;

    /// <summary>Of each port.</summary>
    public NetworkCard Card { get; init; } = NetworkCard.Virtio;
}

/// <summary>What a disk hangs on.</summary>
public enum DiskBus
{
    Virtio,

    /// <summary>SATA.</summary>
    Ahci,

    Nvme,

    Usb,
}

/// <summary>A kind of network card.</summary>
public enum NetworkCard
{
    Virtio,

    /// <summary>Intel 82574L, gigabit.</summary>
    E1000e,

    /// <summary>Realtek 8139, 100 Mbit/s.</summary>
    Rtl8139,

    /// <summary>CDC Ethernet on USB.</summary>
    Usb,
}
