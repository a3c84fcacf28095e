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
        Assert.Contains("virtio-net-pci,netdev=net0,romfile=,mac=52:54:00:00:00:01", arguments, StringComparison.Ordinal);
        Assert.Contains("tap,id=net1,ifname=lan0,script=no,downscript=no", arguments, StringComparison.Ordinal);
        Assert.Contains("hubport,id=net2,hubid=2", arguments, StringComparison.Ordinal);
    }

    private static string For(MachineOptions options) => string.Join(' ', QemuArguments.For(options, Files));
}
