using System.Net;
using System.Text.Json;
using Router.Boot.Tests.Lab;
using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.Building.Edges;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Boards;

/// <summary>A board's disk image in QEMU: which firmware starts it, what its disk hangs on, and its network cards.</summary>
internal sealed record BoardBoot(string Board, bool Uefi, DiskBus Bus, NetworkCard Wan, NetworkCard Lan)
{
    private const int Router = 1;

    private const string Inside = "192.168.10.1", Admin = "admin";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(6);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public int MemoryMiB { get; init; } = 256;

    /// <summary>An admin logs in afterwards.</summary>
    public bool LogsIn { get; init; } = true;

    /// <summary>Disks beside the one that boots and the one with the configuration.</summary>
    public IReadOnlyList<MachineDisk> More { get; init; } = [];

    /// <summary>
    /// From the boot loader to the first packet of a client that comes out translated, with noise on the serial line all the while; then an
    /// admin logs in and asks for the memory.
    /// </summary>
    /// <param name="folder">An empty one for its files, with a short name.</param>
    public async Task TranslatesAPacketAsync(string folder)
    {
        var architecture = Architecture.Of(BoardFolder.Read(BuiltImage.Root, Board).Architecture);
        await using var network = await LabNetwork.CreateAsync(Stopping);
        await network.Client.IpAsync($"address add 192.168.10.50/24 dev eth0\nroute add default via {Inside}", Stopping);
        var seed = Path.Combine(folder, "seed.img");
        var (wan, lan) = PortNames();
        var key = await SshLogin.MakeKeyAsync(LabRouter.KeyIn(folder), "board test", Stopping);
        var document = LabDocuments.Gateway(wan, lan, $"{Inside}/24").WithAdminInside(Admin, key);
        await Disks.MakeSeedAsync(seed, document.ToText(), new Dictionary<string, string>(), Stopping);
        var disk = Path.Combine(folder, "disk.img");
        (await Tool.RunAsync(["cp", "--sparse=always", BuiltImage.DiskOf(Board), disk], Stopping)).OrThrow("cp");
        var nets = await network.PlugAsync(Router, withLan: true, Stopping);
        await using var machine = await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = Board,
                Architecture = architecture,
                MemoryMiB = MemoryMiB,
                Boot = Uefi ? new MachineBoot.Uefi(UefiFirmware.Find(architecture)) : new MachineBoot.Bios(),
                Disks = [new MachineDisk(disk, Bus: Bus), new MachineDisk(seed, ReadOnly: true, Bus: Bus), .. More],
                Nets = [nets[0] with { Card = Wan }, nets[1] with { Card = Lan }],
                Enter = network.EnterWire,
            },
            new MachineFiles(folder), Stopping);
        await using (SerialNoise.On(machine.Console, Uefi))
            Assert.Equal(
                IPAddress.Parse(LabNetwork.OuterAddress(Router)), await BootProbes.ForwardsAsync(network, machine, Within, Stopping));
        if (LogsIn)
            await AssertMemoryAsync(machine, LabRouter.LoginIn(folder, Inside, Admin) with { Enter = network.Client.Enter });
    }

    private async Task AssertMemoryAsync(QemuMachine machine, SshLogin login)
    {
        await SshReadiness.WaitAsync(machine, login, Within, Stopping);
        using var system = JsonDocument.Parse(
            (await login.RunAsync("show system --json", Stopping)).OrThrow("show system"));
        long Of(string name) => system.RootElement.GetProperty(name).GetInt64() >> 20;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"RAM used {Of("memoryTotal") - Of("memoryAvailable")} of {MemoryMiB} MiB, routerd {Of("daemonMemory")} MiB");
        Assert.InRange(Of("memoryAvailable"), 24, MemoryMiB);
    }

    /// <summary>
    /// A card on USB whose address nobody sold, as QEMU's, has a name and numbers of its own; all others are numbered as they come.
    /// </summary>
    private (string Wan, string Lan) PortNames() => (Wan, Lan) switch
    {
        (NetworkCard.Usb, NetworkCard.Usb) => ("usb0", "usb1"),
        (NetworkCard.Usb, _) => ("usb0", "eth0"),
        (_, NetworkCard.Usb) => ("@wan", "usb0"),
        _ => ("@wan", "eth1"),
    };
}
