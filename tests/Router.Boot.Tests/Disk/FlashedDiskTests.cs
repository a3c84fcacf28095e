using System.Text.Json;
using Router.Boot.Tests.Lab;
using Router.Image.Architectures;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Disk;

public sealed class FlashedDiskTests : IDisposable
{
    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>One disk through its life: flashed, booted by BIOS, changed, cut off from power, booted by UEFI.</summary>
    [Fact]
    public async Task FlashedDisk_PowerCutInsideTheConfirmation_BootsTheConfirmedConfiguration()
    {
        var disk = Path.Combine(folder, "flashed.img");
        (await Tool.RunAsync([BuiltImage.Routerctl, "flash", BuiltImage.Disk, disk], Stopping)).OrThrow("flash");
        var key = await SshLogin.MakeKeyAsync(LabRouter.KeyIn(folder), "flash test", Stopping);
        var seed = Path.Combine(folder, "seed.img");
        await Disks.MakeSeedAsync(seed, LabDocuments.Outpost("flashed", key).ToText(), new Dictionary<string, string>(), Stopping);

        var (machine, login) = await BootAsync(new MachineBoot.Bios(), disk, seed);
        await using (machine)
        {
            Assert.Equal("flashed", await HostnameAsync(login));
            await CommitAsync(login, "confirmed", key, "commit-file");
            await CommitAsync(login, "tried", key, "commit-file --confirm 30");
            Assert.Equal("tried", await HostnameAsync(login));
            await machine.CutPowerAsync();
        }
        Assert.False(await new DataPartition(disk).IsCleanAsync(Stopping), "the power was cut, and the data partition did not notice");

        (machine, login) = await BootAsync(new MachineBoot.Uefi(UefiFirmware.Find(Architecture.X64)), disk);
        await using (machine)
        {
            Assert.Equal("confirmed", await HostnameAsync(login));
            Assert.True(await machine.PowerOffAsync(TimeSpan.FromMinutes(1), Stopping), machine.Console.Transcript.Tail);
        }
        Assert.True(await new DataPartition(disk).IsCleanAsync(Stopping), "the data partition was still mounted when the power went off");
    }

    private async Task<(QemuMachine Machine, SshLogin Login)> BootAsync(MachineBoot boot, params string[] disks)
    {
        var port = FreePort.Take();
        var machine = await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = "flashed",
                Boot = boot,
                Disks = [.. disks.Select(file => new MachineDisk(file))],
                Nets = [new MachineNet.User(new PortForward(port, 22)), new MachineNet.Unplugged(), new MachineNet.Unplugged()],
            },
            new MachineFiles(folder), Stopping);
        var login = LabRouter.LoginIn(folder, "127.0.0.1", "admin") with { Port = port };
        await SshReadiness.WaitAsync(machine, login, LabRouter.BootWithin, Stopping);
        return (machine, login);
    }

    private static async Task CommitAsync(SshLogin login, string hostname, string key, string command) =>
        (await login.RunAsync(command, LabDocuments.Outpost(hostname, key).ToText(), Stopping)).OrThrow(command);

    private static async Task<string?> HostnameAsync(SshLogin login)
    {
        using var version = JsonDocument.Parse((await login.RunAsync("show version --json", Stopping)).OrThrow("show version"));
        return version.RootElement.GetProperty("hostname").GetString();
    }
}
