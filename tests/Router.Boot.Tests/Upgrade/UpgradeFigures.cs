using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Router.Boot.Tests.Lab;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Upgrade;

/// <summary>What an upgrade costs a router and those behind it; <c>tests/bench/upgrade</c> prints it.</summary>
public sealed class UpgradeFigures : IDisposable
{
    private const int Router = 1;
    private const string Inside = "192.168.10.1", Admin = "admin";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(6);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Explicit = true)]
    public async Task Upgrade_OfARouterThatForwards_TimeMemoryAndPacketsLost()
    {
        await using var network = await LabNetwork.CreateAsync(Stopping);
        await network.Client.IpAsync($"address add 192.168.10.50/24 dev eth0\nroute add default via {Inside}", Stopping);
        await using var machine = await StartAsync(network);
        var login = LabRouter.LoginIn(folder, Inside, Admin) with { Enter = network.Client.Enter };
        await BootProbes.ForwardsAsync(network, machine, Within, Stopping);
        await SshReadiness.WaitAsync(machine, login, Within, Stopping);
        var memory = await MemoryAsync(login);

        var bundle = await new TestRelease("9.2.0") { Words = "router.test=1" }.PackAsync(folder, Stopping);
        var (clock, before) = (Stopwatch.StartNew(), machine.Time.Processor);
        var sent = await Tool.RunAsync(
            ["sh", "-c", "exec \"$@\" <\"$0\"", bundle, .. login.Command("upgrade --no-reboot")], Stopping);
        sent.OrThrow("upgrade");
        var (written, processor, after) = (clock.Elapsed, machine.Time.Processor - before, await MemoryAsync(login));

        using var judged = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        var gap = BootProbes.LongestGapAsync(network, machine, judged.Token);
        await login.RunAsync("reboot", Stopping);
        var kept = await UpgradePolls.JudgedAsync(() => Task.FromResult((machine, login)), "9.2.0");
        Assert.True(kept.GetProperty("isKept").GetBoolean(), $"{kept}");
        await judged.CancelAsync();
        var lost = await gap;
        await WriteAsync(
            $"upgrade written: {Text(written.TotalSeconds)} s, {Text(processor.TotalSeconds)} CPU-s of the emulated machine",
            $"routerd RSS: {memory} MiB before, {after} MiB after",
            $"no packet forwarded: {Text(lost.Wall.TotalSeconds)} s, {Text(lost.Processor.TotalSeconds)} CPU-s of the emulated machine");
    }

    private async Task<QemuMachine> StartAsync(LabNetwork network)
    {
        var key = await SshLogin.MakeKeyAsync(LabRouter.KeyIn(folder), "upgrade figures", Stopping);
        var document = LabDocuments.Gateway("@wan", "eth1", $"{Inside}/24").WithAdminInside(Admin, key);
        var (disk, seed) = (Path.Combine(folder, "disk.img"), Path.Combine(folder, "seed.img"));
        await Disks.MakeSeedAsync(seed, document.ToText(), new Dictionary<string, string>(), Stopping);
        (await Tool.RunAsync(["cp", "--sparse=always", BuiltImage.Disk, disk], Stopping)).OrThrow("cp");
        return await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = "figures",
                Boot = new MachineBoot.Bios(),
                Disks = [new MachineDisk(disk), new MachineDisk(seed, ReadOnly: true)],
                Nets = [.. await network.PlugAsync(Router, withLan: true, Stopping)],
                Enter = network.EnterWire,
            },
            new MachineFiles(folder), Stopping);
    }

    /// <summary>MiB that the daemon has in memory.</summary>
    private static async Task<long> MemoryAsync(SshLogin login)
    {
        using var system = JsonDocument.Parse((await login.RunAsync("show system --json", Stopping)).OrThrow("show system"));
        return system.RootElement.GetProperty("daemonMemory").GetInt64() >> 20;
    }

    private static async Task WriteAsync(params string[] figures)
    {
        var file = Path.Combine(BuiltImage.Root, "artifacts", "test", "upgrade.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllLinesAsync(file, figures, Stopping);
    }

    private static string Text(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);
}
