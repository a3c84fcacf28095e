using Router.Documents.Editing;
using Router.Image.Architectures;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Lab;

/// <summary>A router under test, in a folder of its own that goes with it.</summary>
internal sealed class LabRouter : IAsyncDisposable
{
    /// <summary>Emulated, on a busy machine.</summary>
    public static readonly TimeSpan BootWithin = TimeSpan.FromMinutes(10);

    private LabRouter(string folder, QemuMachine machine, SshLogin login) => (Folder, Machine, Login) = (folder, machine, login);

    public string Folder { get; }

    public QemuMachine Machine { get; }

    public SshLogin Login { get; }

    /// <summary>Boots the built image with a document; the state lives in RAM.</summary>
    /// <param name="prepare">Makes the document for a public key.</param>
    public static async Task<LabRouter> BootAsync(
        string name, Func<string, ConfigDocument> prepare, Func<string, SshLogin> login,
        IReadOnlyList<MachineNet> nets, IReadOnlyList<string> enter,
        IReadOnlyDictionary<string, string> secrets, CancellationToken stopping)
    {
        var folder = BuiltImage.NewFolder();
        var key = await SshLogin.MakeKeyAsync(KeyIn(folder), "boot tests", stopping);
        var seed = Path.Combine(folder, "seed.img");
        await Disks.MakeSeedAsync(seed, prepare(key).ToText(), secrets, stopping);
        var (system, words) = await RootAsync(folder, stopping);
        var options = new MachineOptions
        {
            Name = name,
            Boot = new MachineBoot.Kernel(BuiltImage.Kernel, BuiltImage.Initramfs, words),
            StopOnReboot = true,
            Disks = [new MachineDisk(system, ReadOnly: true), new MachineDisk(seed, ReadOnly: true)],
            Nets = nets,
            Enter = enter,
        };
        return new LabRouter(folder, await QemuMachine.StartAsync(options, new MachineFiles(folder), stopping), login(folder));
    }

    /// <summary>
    /// The squashfs as it is; for the figure of what it costs to have each block checked, as on a flashed disk, the slot of one
    /// (<c>ROUTER_CHECKED_ROOT</c>).
    /// </summary>
    private static async Task<(string System, string Words)> RootAsync(string folder, CancellationToken stopping)
    {
        var words = SameAddresses.In(KernelCommandLine.StateInRam(Architecture.X64));
        if (Environment.GetEnvironmentVariable("ROUTER_CHECKED_ROOT") is not { Length: > 0 })
            return (BuiltImage.System, words);
        var slot = FlashedRouter.Of(BuiltImage.Board).Layout.SlotA;
        var copy = Path.Combine(folder, "slot.img");
        (await Tool.RunAsync(
            [
                "dd", $"if={BuiltImage.Disk}", $"of={copy}", "bs=1M", "conv=sparse", "status=none", $"skip={slot.Start >> 20}",
                $"count={slot.Size >> 20}",
            ],
            stopping)).OrThrow("dd");
        return (copy, $"{words} {BuiltImage.VerityWord}");
    }

    public static string KeyIn(string folder) => Path.Combine(folder, "key");

    public static SshLogin LoginIn(string folder, string host, string user) =>
        new(host, 22, user, KeyIn(folder), Path.Combine(folder, "known_hosts"));

    public Task ReadyAsync(CancellationToken stopping) => SshReadiness.WaitAsync(Machine, Login, BootWithin, stopping);

    public async ValueTask DisposeAsync()
    {
        await Machine.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
