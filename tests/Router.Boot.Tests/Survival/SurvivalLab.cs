using System.Text;
using Router.Boot.Tests.Lab;
using Router.Image.Architectures;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Survival;

/// <summary>
/// The built image with a document that asks for everything, a scratch data disk that outlives a boot, and a root shell on the serial line
/// that breaks things. The admin comes by SSH. One machine for all tests; a whole boot again where one asks for it.
/// </summary>
public sealed class SurvivalLab : IAsyncLifetime
{
    private static readonly TimeSpan Command = TimeSpan.FromSeconds(120);

    private readonly string folder = BuiltImage.NewFolder();
    private readonly int port = FreePort.Take();
    private QemuMachine? machine;
    private SerialShell? shell;
    private bool withLan;

    internal string Key { get; private set; } = "";

    internal SshLogin Login => LabRouter.LoginIn(folder, "127.0.0.1", "admin") with { Port = port };

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private string Base => SurvivalDocument.Of("base", Key, 10, 0, SurvivalDocument.Clients);

    private string Data => Path.Combine(folder, "data.img");

    private string Seed => Path.Combine(folder, "seed.img");

    public async ValueTask InitializeAsync()
    {
        Key = await SshLogin.MakeKeyAsync(LabRouter.KeyIn(folder), "survival tests", Stopping);
        await Disks.MakeDataAsync(Data, 48, Stopping);
        var secrets = new Dictionary<string, string>
        {
            ["anna"] = "a word",
            ["nas"] = "another",
            ["mesh"] = "a key of the mesh",
            ["tunnel"] = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=",
        };
        await Disks.MakeSeedAsync(
            Seed, LabDocuments.Outpost("first", Key).ToText().Replace("@wan", "eth1", StringComparison.Ordinal), secrets, Stopping);
        await BootAsync("");
        await InAsync(LabRouter.BootWithin);
        (await Login.RunAsync("set set-file bad.txt", "203.0.113.0/24\n", Stopping)).OrThrow("set set-file");
        (await CommitAsync("base", 10, "")).OrThrow("commit-file");
    }

    /// <summary>Cuts the power, and boots the same disk again.</summary>
    /// <param name="broken">Lines of shell for what is broken before anything of the image runs; its root is at <c>/new</c>.</param>
    /// <param name="withLan">False: without the port eth2.</param>
    internal async Task BootAgainAsync(string broken, bool withLan = true)
    {
        await machine!.CutPowerAsync();
        await machine.DisposeAsync();
        await BootAsync(broken, withLan);
    }

    /// <summary>Mends whatever was broken and not mended; then the base document runs, by a commit from the serial line.</summary>
    internal async Task MendAsync()
    {
        if (!withLan)
            await BootAgainAsync("");
        await RootAsync("all_mended; router_back");
    }

    /// <summary>As root at the serial line.</summary>
    internal Task<string> RootAsync(string line) => shell!.RunAsync(line, Command, Stopping);

    /// <summary>What is told and what is.</summary>
    internal async Task<Look> LookAsync() => Look.Read(await RootAsync("seen"));

    internal Task<ToolResult> CommitAsync(string hostname, int lan, string options, int cache = 0, string wan = SurvivalDocument.Clients) =>
        Login.RunAsync($"commit-file {options}".Trim(), SurvivalDocument.Of(hostname, Key, lan, cache, wan), Stopping);

    /// <summary>The admin is in by SSH.</summary>
    /// <param name="within">Longer than that nobody waits.</param>
    /// <param name="newKey">Its host key is another one.</param>
    /// <exception cref="MachineException">Not in that time.</exception>
    internal async Task InAsync(TimeSpan within, bool newKey = false)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (await Login.RunAsync("show version", Stopping) is { ExitCode: not 0 } answer)
        {
            if (newKey && answer.Error.Contains("Host key verification failed", StringComparison.Ordinal))
                File.Delete(Login.KnownHosts);
            if (clock.Elapsed > within)
                throw new MachineException(
                    $"nobody gets in after {clock.Elapsed.TotalSeconds:0} s: {answer.Error}\n{machine!.Console.Transcript.Tail}");
            await Task.Delay(500, Stopping);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (machine is not null)
            await machine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task BootAsync(string broken, bool withLan = true)
    {
        this.withLan = withLan;
        var initramfs = Path.Combine(folder, "initramfs");
        var files = await LabInitramfs.FilesAsync("Survival/Guest", Stopping);
        await LabInitramfs.WriteAsync(
            initramfs, BuiltImage.Board,
            [.. files, ("broken", Encoding.UTF8.GetBytes(broken)), ("base.yaml", Encoding.UTF8.GetBytes(Base))],
            Stopping);
        List<MachineNet> nets = [new MachineNet.Unplugged(), new MachineNet.User(new PortForward(port, 22))];
        if (withLan)
            nets.Add(new MachineNet.Unplugged());
        var options = new MachineOptions
        {
            Name = "survival",
            Boot = new MachineBoot.Kernel(
                BuiltImage.Kernel, initramfs, SameAddresses.In($"{KernelCommandLine.StateOnDisk(Architecture.X64)} {LabInitramfs.Init}")),
            Disks = [new MachineDisk(BuiltImage.System, ReadOnly: true), new MachineDisk(Seed, ReadOnly: true), new MachineDisk(Data)],
            Nets = nets,
        };
        machine = await QemuMachine.StartAsync(options, new MachineFiles(folder), Stopping);
        shell = new SerialShell(machine.Console);
        await shell.ReadyAsync(LabRouter.BootWithin, Stopping);
    }
}
