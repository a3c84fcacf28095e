using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.Vm;

namespace Router.Image.Tests.Vm;

public class QemuArgumentsTests
{
    private static readonly MachineFiles Files = new("/run/m");
    private static readonly MachineOptions Disk = new() { Name = "m", Boot = new MachineBoot.Bios() };

    [Fact]
    public void For_KernelBoot_HasKernelInitramfsAndCommandLine()
    {
        var arguments = For(Disk with { Boot = new MachineBoot.Kernel("/k", "/i", "console=ttyS0 quiet") });
        Assert.Contains("-kernel /k -initrd /i -append console=ttyS0 quiet", arguments, StringComparison.Ordinal);
    }

    [Fact]
    public void For_InstructionClock_CountsNanoseconds() =>
        Assert.Contains("-icount shift=0,sleep=off", For(Disk with { InstructionClock = true }), StringComparison.Ordinal);

    [Fact]
    public void For_UefiBoot_HasTheFirmware() =>
        Assert.Contains("-bios /ovmf.fd", For(Disk with { Boot = new MachineBoot.Uefi("/ovmf.fd") }), StringComparison.Ordinal);

    [Fact]
    public void For_SecureUefiBoot_KeepsTheVariablesFromTheSystem()
    {
        var parts = new SecureBootParts("/stub", "q35,smm=on", "/code.fd", "/vars.fd");
        var arguments = For(Disk with { Boot = new MachineBoot.SecureUefi(parts, "/a,b.fd") });
        Assert.Contains("-machine q35,smm=on", arguments, StringComparison.Ordinal);
        Assert.Contains("-global driver=cfi.pflash01,property=secure,value=on", arguments, StringComparison.Ordinal);
        Assert.Contains("unit=0,format=raw,readonly=on,file=/code.fd", arguments, StringComparison.Ordinal);
        Assert.Contains("unit=1,format=raw,file=/a,,b.fd", arguments, StringComparison.Ordinal);
    }

    [Fact]
    public void For_Aarch64_IsTheMachineOfItsKind()
    {
        var arguments = For(Disk with
        {
            Architecture = Architecture.Arm64,
            Boot = new MachineBoot.Kernel("/k", "/i", "quiet", "/efi.fd"),
        });
        Assert.Contains("-machine virt -accel tcg,thread=multi -cpu cortex-a72", arguments, StringComparison.Ordinal);
        Assert.Contains("-bios /efi.fd -kernel /k", arguments, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x86_64", "console=ttyS0 quiet no_timer_check ")]
    [InlineData("aarch64", "console=ttyAMA0 quiet cryptomgr.notests ")]
    public void CommandLine_OfAnArchitecture_HasItsConsole(string architecture, string start) =>
        Assert.StartsWith(start, KernelCommandLine.StateInRam(Architecture.Of(architecture)), StringComparison.Ordinal);

    [Fact]
    public void Architecture_ThatNobodyHas_IsNamedBesideThoseThereAre()
    {
        var error = Assert.Throws<ImageException>(() => Architecture.Of("vax"));
        Assert.Equal("no architecture vax", error.Message);
        Assert.Equal("there is x86_64, aarch64", error.How);
    }

    [Fact]
    public void For_DiskWithCommaInItsName_WritesItTwice()
    {
        var arguments = For(Disk with { Disks = [new MachineDisk("/a,b.img", DiskFormat.Qcow2, ReadOnly: true)] });
        Assert.Contains("file=/a,,b.img,format=qcow2,readonly=on", arguments, StringComparison.Ordinal);
    }

    [Fact]
    public void For_Nets_AreCardsInOrder()
    {
        var arguments = For(Disk with
        {
            Nets =
            [
                new MachineNet.User(new PortForward(2222, 22)) { Mac = "52:54:00:00:00:01" },
                new MachineNet.Tap("lan0"),
                new MachineNet.Unplugged()
            ],
        });
        Assert.Contains("user,id=net0,hostfwd=tcp:127.0.0.1:2222-:22", arguments, StringComparison.Ordinal);
        Assert.Contains("virtio-net-pci,romfile=,netdev=net0,mac=52:54:00:00:00:01", arguments, StringComparison.Ordinal);
        Assert.Contains("tap,id=net1,ifname=lan0,script=no,downscript=no", arguments, StringComparison.Ordinal);
        Assert.Contains("hubport,id=net2,hubid=2", arguments, StringComparison.Ordinal);
    }

    [Fact]
    public void For_DisksOfSeveralBuses_HangOnControllersOfTheirOwn()
    {
        var arguments = For(Disk with
        {
            Disks =
            [
                new MachineDisk("/n", ReadOnly: true, Bus: DiskBus.Nvme),
                new MachineDisk("/a", Bus: DiskBus.Ahci),
                new MachineDisk("/b", Bus: DiskBus.Ahci),
                new MachineDisk("/u", Bus: DiskBus.Usb),
            ],
        });
        Assert.Contains("file=/n,format=raw,snapshot=on -device nvme,drive=disk0,serial=disk0,", arguments, StringComparison.Ordinal);
        Assert.Contains("-device ahci,id=ahci -device qemu-xhci,id=usb", arguments, StringComparison.Ordinal);
        Assert.Contains("ide-hd,drive=disk1,bus=ahci.0,", arguments, StringComparison.Ordinal);
        Assert.Contains("ide-hd,drive=disk2,bus=ahci.1,", arguments, StringComparison.Ordinal);
        Assert.Contains("usb-storage,drive=disk3,bus=usb.0,", arguments, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NetworkCard.E1000e, "-device e1000e,romfile=,netdev=net0")]
    [InlineData(NetworkCard.Rtl8139, "-device rtl8139,romfile=,netdev=net0")]
    [InlineData(NetworkCard.Usb, "-device qemu-xhci,id=usb -netdev user,id=net0 -device usb-net,bus=usb.0,netdev=net0")]
    public void For_OtherCard_IsThatDevice(NetworkCard card, string words) =>
        Assert.Contains(words, For(Disk with { Nets = [new MachineNet.User() { Card = card }] }), StringComparison.Ordinal);

    private static string For(MachineOptions options) => string.Join(' ', QemuArguments.For(options, Files));
}
