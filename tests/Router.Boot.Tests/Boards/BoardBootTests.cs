using Router.Boot.Tests.Lab;
using Router.Core.Boards;

namespace Router.Boot.Tests.Boards;

/// <summary>
/// Each board that QEMU can give, on devices that it is made for: from its own disk image, by its boot loader, to the first packet of a
/// client that comes out translated.
/// </summary>
public sealed class BoardBootTests : IDisposable
{
    private const string Pc = "pc-x86_64", Nas = "nas-x86_64", Vm = "vm-x86_64";

    private readonly string folder = BuiltImage.NewFolder();

    /// <summary>Either firmware with each disk and each card that the board names. Cards of both ports are of one kind.</summary>
    public static IEnumerable<TheoryDataRow<string, bool, DiskBus, NetworkCard>> All =>
        from board in (string[])[Vm, Pc, Nas]
        from uefi in (bool[])[false, true]
        from bus in board == Vm ? (DiskBus[])[DiskBus.Virtio] : [DiskBus.Ahci, DiskBus.Nvme, DiskBus.Usb]
        from card in board == Vm ? (NetworkCard[])[NetworkCard.Virtio] : [NetworkCard.E1000e, NetworkCard.Rtl8139, NetworkCard.Usb]
        select new TheoryDataRow<string, bool, DiskBus, NetworkCard>(board, uefi, bus, card);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Pc, false, DiskBus.Ahci, NetworkCard.E1000e, NetworkCard.Rtl8139)]
    [InlineData(Pc, true, DiskBus.Usb, NetworkCard.E1000e, NetworkCard.Usb)]
    [InlineData(Pc, true, DiskBus.Nvme, NetworkCard.Rtl8139, NetworkCard.E1000e)]
    [InlineData("vm-aarch64", true, DiskBus.Virtio, NetworkCard.Virtio, NetworkCard.Virtio)]
    [InlineData(Nas, false, DiskBus.Nvme, NetworkCard.E1000e, NetworkCard.E1000e)]
    public Task Boot_OnTheBoardsDevices_TranslatesAClientsPacket(string board, bool uefi, DiskBus bus, NetworkCard wan, NetworkCard lan) =>
        BootAsync(new BoardBoot(board, uefi, bus, wan, lan));

    /// <summary>
    /// It routes. A login over SSH does not come through for minutes: with 90 MiB beside the kernel too little is left for sshd and the
    /// console, and pages of the root are unpacked again and again.
    /// </summary>
    [Fact]
    public Task Boot_With128MiB_TranslatesAClientsPacket() =>
        BootAsync(new BoardBoot(Vm, false, DiskBus.Virtio, NetworkCard.Virtio, NetworkCard.Virtio) { MemoryMiB = 128, LogsIn = false });

    [Theory(Explicit = true)]
    [MemberData(nameof(All))]
    public Task Boot_OnAnyDeviceThatItNames_TranslatesAClientsPacket(string board, bool uefi, DiskBus bus, NetworkCard card) =>
        BootAsync(new BoardBoot(board, uefi, bus, card, card));

    private async Task BootAsync(BoardBoot boot)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces want root");
        await boot.TranslatesAPacketAsync(folder);
    }
}
