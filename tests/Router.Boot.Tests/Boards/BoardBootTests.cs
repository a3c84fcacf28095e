using System.Net;
using Router.Boot.Tests.Lab;
using Router.Core.Boards;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Boards;

/// <summary>
/// Each board that QEMU can give, on devices that it is made for: from its own disk image, by its boot loader, to the first packet of a
/// client that comes out translated.
/// </summary>
public sealed class BoardBootTests : IDisposable
{
    private const int Router = 1;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(6);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("pc-x86_64", false, DiskBus.Ahci, NetworkCard.E1000e, NetworkCard.Rtl8139, "eth1")]
    [InlineData("nas-x86_64", false, DiskBus.Nvme, NetworkCard.E1000e, NetworkCard.E1000e, "eth1")]
    public async Task Boot_OnTheBoardsDevices_TranslatesAClientsPacket(
        string board, bool uefi, DiskBus bus, NetworkCard wan, NetworkCard lan, string lanPort)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces want root");
        await using var network = await LabNetwork.CreateAsync(Stopping);
        await network.Client.IpAsync("address add 192.168.10.50/24 dev eth0\nroute add default via 192.168.10.1", Stopping);
        var seed = Path.Combine(folder, "seed.img");
        await Disks.MakeSeedAsync(
            seed, LabDocuments.Gateway("@wan", lanPort, "192.168.10.1/24").ToText(), new Dictionary<string, string>(), Stopping);
        var nets = await network.PlugAsync(Router, withLan: true, Stopping);
        await using var machine = await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = board,
                Boot = uefi ? new MachineBoot.Uefi(BuiltImage.Ovmf) : new MachineBoot.Bios(),
                Disks = [.. new[] { BuiltImage.DiskOf(board), seed }.Select(file => new MachineDisk(file, ReadOnly: true, Bus: bus))],
                Nets = [nets[0] with { Card = wan }, nets[1] with { Card = lan }],
                Enter = network.EnterWire,
            },
            new MachineFiles(folder), Stopping);
        Assert.Equal(IPAddress.Parse(LabNetwork.OuterAddress(Router)), await FirstPacketAsync(network, machine));
    }

    private static async Task<IPAddress> FirstPacketAsync(LabNetwork network, QemuMachine machine)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        deadline.CancelAfter(Within);
        try
        {
            var (time, from) = await BootProbes.ForwardsAsync(network, machine, deadline.Token);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"first NATed packet after {time.Wall.TotalSeconds:0.0} s, {time.Processor.TotalSeconds:0.0} CPU-s");
            return from;
        }
        catch (OperationCanceledException) when (!Stopping.IsCancellationRequested)
        {
            throw new MachineException($"no packet after {Within}; its last lines:\n{machine.Console.Transcript.Tail}");
        }
    }
}
