using Router.Documents.Shapes;

namespace Router.Core.Boards;

/// <summary>The key <c>qemu</c> of a board.</summary>
internal static class BoardMachineShape
{
    private static readonly ScalarShape<DiskBus> Bus = Scalars.Choice(
        "disk", ("virtio", DiskBus.Virtio, "as hypervisors give it"), ("ahci", DiskBus.Ahci, "SATA"), ("nvme", DiskBus.Nvme, "NVMe"),
        ("usb", DiskBus.Usb, "USB storage"));

    private static readonly ScalarShape<NetworkCard> Card = Scalars.Choice(
        "card", ("virtio", NetworkCard.Virtio, "as hypervisors give it"), ("e1000e", NetworkCard.E1000e, "Intel, gigabit"),
        ("rtl8139", NetworkCard.Rtl8139, "Realtek, 100 Mbit/s"), ("usb", NetworkCard.Usb, "Ethernet on USB"));

    public static readonly RecordShape<BoardMachine> Machine =
        new RecordShape<BoardMachine>("machine", "How QEMU gives the board; without it QEMU cannot.", () => new())
            .WithValue("disk", Bus, m => m.Disk, (m, v) => m with { Disk = v }, "What its disks hang on.")
            .WithValue("card", Card, m => m.Card, (m, v) => m with { Card = v }, "The network card of each port.");
}
