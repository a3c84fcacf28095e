using System.Net.Sockets;
using Router.Boot.Tests.Lab;
using Router.Image.Architectures;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Disk;

public sealed class FirstBootTests : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task FirstBoot_WithoutConfiguration_OpensTheSerialConsoleAndNoNetwork()
    {
        await using var machine = await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = "first",
                Boot = new MachineBoot.Kernel(
                    BuiltImage.Kernel, BuiltImage.Initramfs, SameAddresses.In(KernelCommandLine.StateInRam(Architecture.X64))),
                Disks = [new MachineDisk(BuiltImage.System, ReadOnly: true)],
                Nets = [new MachineNet.User(new PortForward(Port, 22)), new MachineNet.Unplugged(), new MachineNet.Unplugged()],
            },
            new MachineFiles(folder), Stopping);
        var console = machine.Console;
        await console.Transcript.WaitForAsync("No admin is configured yet", LabRouter.BootWithin, Stopping);
        await console.Transcript.WaitForAsync("> ", Within, Stopping);
        await console.TypeAsync("show version\r", Stopping);
        await console.Transcript.WaitForAsync("configuration:", Within, Stopping);
        await console.Transcript.WaitForAsync("empty", Within, Stopping);
        Assert.Equal("", await BannerAsync());
    }

    private static int Port { get; } = Random.Shared.Next(20000, 30000);

    /// <summary>QEMU takes the connection and hands on what the guest says: nothing, when nobody listens there.</summary>
    private static async Task<string> BannerAsync()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", Port, Stopping);
        using var reader = new StreamReader(socket.GetStream());
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
            deadline.CancelAfter(TimeSpan.FromSeconds(10));
            return await reader.ReadLineAsync(deadline.Token) ?? "";
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !Stopping.IsCancellationRequested))
        {
            return "";
        }
    }
}
