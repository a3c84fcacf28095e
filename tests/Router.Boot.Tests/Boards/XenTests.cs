using Router.Boot.Tests.Lab;
using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.Disk;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Boards;

/// <summary>
/// The board that is a guest of Xen, under the real one: Xen in QEMU, a small dom0, and in it xl with the configuration that the image
/// has, to the first packet of a client that comes out translated. <c>./build.sh soak xen</c> fetches what it is made of.
/// </summary>
public sealed class XenTests : IDisposable
{
    private const string Board = "xen-x86_64";

    private const int Router = 1;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>
    /// The disk says that slot b, which has no kernel, has used up its tries: GRUB writes down that it goes back to slot a, and does.
    /// </summary>
    [Theory(Explicit = true)]
    [InlineData("pv")]
    [InlineData("pvh")]
    public async Task Boot_AsAGuestOfXen_GoesBackToTheSlotWithAKernelAndTranslates(string type)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces want root");
        Assert.SkipUnless(Dom0.IsThere, "Xen is not at hand: ./build.sh soak xen fetches it");
        await using var network = await LabNetwork.CreateAsync(Stopping);
        await network.Client.IpAsync("address add 192.168.10.50/24 dev eth0\nroute add default via 192.168.10.1", Stopping);
        var seed = Path.Combine(folder, "seed.img");
        await Disks.MakeSeedAsync(
            seed, LabDocuments.Gateway("@wan", "@lan", "192.168.10.1/24").ToText(), new Dictionary<string, string>(), Stopping);
        var disk = Path.Combine(folder, "disk.img");
        (await Tool.RunAsync(["cp", "--sparse=always", BuiltImage.DiskOf(Board), disk], Stopping)).OrThrow("cp");
        var boot = $"{disk}@@{DiskLayout.For(new DiskPlan("", "", "", "", 0) { Loaders = [BootLoader.Xen] }).Boot.Start}";
        var tried = "# GRUB Environment Block\nslot=b\ntry=0\n".PadRight(GrubText.Environment().Length, '#');
        (await Tool.RunAsync(["mcopy", "-D", "o", "-i", boot, "-", "::/grub/grubenv"], tried, Stopping)).OrThrow("mcopy");

        await using var machine = await StartAsync(network, type, disk, seed);
        var from = await BootProbes.ForwardsAsync(network, machine, Within, Stopping);

        // The guest's card has an address of Xen's, and so no lease that is meant for it.
        Assert.StartsWith("198.51.100.1", $"{from}", StringComparison.Ordinal);
        var environment = (await Tool.RunAsync(["mtype", "-i", boot, "::/grub/grubenv"], Stopping)).OrThrow("mtype");
        Assert.Contains("\nslot=a\n", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("try=0", environment, StringComparison.Ordinal);
    }

    private async Task<QemuMachine> StartAsync(LabNetwork network, string type, string disk, string seed)
    {
        var (xen, initramfs) = (Path.Combine(folder, "xen"), Path.Combine(folder, "initramfs"));
        await Dom0.WriteXenAsync(xen, Stopping);
        await Dom0.WriteInitramfsAsync(initramfs, Board, [.. XenText.Files(Board).Select(name => BuiltImage.Of(Board, name))], Stopping);
        var nets = await network.PlugAsync(Router, withLan: true, Stopping);
        return await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = $"{Board}-{type}",
                // QEMU 7.2 takes a PV kernel's own return from an interrupt for one of the hypervisor, which SMAP forbids.
                Architecture = Architecture.X64 with { QemuProcessor = "max,smap=off,fsgsbase=off" },
                // To QEMU a hypervisor is a kernel, and dom0's kernel and initramfs are modules of it.
                Boot = new MachineBoot.Kernel(
                    xen, $"{Dom0.Kernel} console=hvc0 quiet cryptomgr.notests mitigations=off guest={type},{initramfs}",
                    "console=com1 com1=115200,8n1 dom0_mem=512M,max:512M"),
                MemoryMiB = 1280,
                StopOnReboot = true,
                Disks = [new MachineDisk(disk), new MachineDisk(seed, ReadOnly: true)],
                // The router's cards are those of the guest; what is plugged in here are dom0's, with addresses of their own.
                Nets = [nets[0] with { Mac = null }, nets[1] with { Mac = null }],
                Enter = network.EnterWire,
            },
            new MachineFiles(folder), Stopping);
    }
}
