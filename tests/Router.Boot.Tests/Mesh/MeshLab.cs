using System.Globalization;
using System.IO.Compression;
using Router.Boot.Tests.Lab;
using Router.Image.Initramfs;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Mesh;

/// <summary>
/// One guest with the image's kernel, programs and FRR, in which hub and spokes are namespaces on one wire. It runs a shell in
/// place of services; <c>Guest/*.sh</c> have what its commands are made of. The daemon is the one that goes into the image.
/// </summary>
public class MeshLab : IAsyncLifetime
{
    private const string CommandLine = "console=ttyS0 quiet no_timer_check panic=-1 mitigations=off rdinit=/lab-init";
    /// <summary>The kernel takes the instruction clock for what it says.</summary>
    private const string BelieveTheClock = " tsc_early_khz=1000000 tsc=reliable lpj=4000000 nowatchdog";
    private const int Executable = 0x1ED;

    private static readonly TimeSpan CommandWithin = TimeSpan.FromMinutes(6);
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private QemuMachine? machine;
    private string folder = "";

    /// <summary>Time in the guest is what it executed, whatever else this machine does.</summary>
    protected virtual bool HasInstructionClock => false;

    private QemuMachine Machine => machine ?? throw new InvalidOperationException("the lab was not made");

    public async ValueTask InitializeAsync()
    {
        var stopping = TestContext.Current.CancellationToken;
        folder = BuiltImage.NewFolder();
        var initramfs = Path.Combine(folder, "initramfs");
        await WriteInitramfsAsync(initramfs, stopping);
        machine = await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = "mesh",
                Boot = new MachineBoot.Kernel(BuiltImage.Kernel, initramfs, HasInstructionClock ? CommandLine + BelieveTheClock : CommandLine),
                MemoryMiB = 1024,
                Processors = HasInstructionClock ? 1 : 2,
                InstructionClock = HasInstructionClock,
                StopOnReboot = true,
                Disks = [new MachineDisk(BuiltImage.System, ReadOnly: true)],
            },
            new MachineFiles(folder), stopping);
        await Machine.Console.Transcript.WaitForAsync("lab: ready", LabRouter.BootWithin, stopping);
    }

    public async ValueTask DisposeAsync()
    {
        if (machine is not null)
            await machine.DisposeAsync();
        if (folder.Length > 0)
            Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs one line of shell, with the lab's functions, and returns what it wrote.</summary>
    /// <exception cref="MachineException">It failed; the message has what it wrote.</exception>
    internal async Task<string> RunAsync(string command)
    {
        var stopping = TestContext.Current.CancellationToken;
        var line = $"for functions in /lab/*.sh; do . $functions; done; {command.Trim()}";
        string said, code;
        do
        {
            await Machine.Console.TypeAsync($"{line.Length} {line}\n", stopping);
            said = await Machine.Console.Transcript.WaitForAsync("lab: done ", CommandWithin, stopping);
            code = (await Machine.Console.Transcript.WaitForAsync("\n", CommandWithin, stopping)).Trim();
        }
        while (code == "again");
        return code == "0" ? said.Replace("\r", "", StringComparison.Ordinal).Trim() : throw new MachineException($"{command}\n{said}\nexit {code}");
    }

    /// <summary>A new wire with a hub and two spokes, each run by that daemon; done when the hub knows both spokes.</summary>
    internal async Task BeginAsync(string hub = "router", string first = "router", string second = "router")
    {
        await RunAsync("clear; make_wan; for node in 0 1 2; do make_node $node; done");
        await RunAsync($"start 0 {hub}; start 1 {first}; start 2 {second}");
        await RunAsync($"until_true 120 knows {hub} 0 10.255.0.2 10.255.0.3");
    }

    /// <summary>Packets from LAN to LAN, until both spokes send straight to each other.</summary>
    internal async Task BeginShortcutAsync()
    {
        await RunAsync("ping_lan 1 2 5 0.2");
        await RunAsync("until_true 120 shortcut 1 2; until_true 120 shortcut 2 1");
    }

    /// <summary>How many of so many packets from one LAN to another did not come back.</summary>
    internal async Task<int> LostAsync(int from, int to, int count, double interval = 0.1) => Lost(await RunAsync(string.Create(Invariant, $"ping_lan {from} {to} {count} {interval}")));

    /// <summary>Starts to send packets from one LAN to another, five a second, until <see cref="EndPacketsAsync"/>.</summary>
    internal async Task BeginPacketsAsync(int from, int to) => await RunAsync($"begin_ping {from} {to}");

    /// <summary>How many were sent, and how many did not come back.</summary>
    internal async Task<(int Sent, int Lost)> EndPacketsAsync(int from)
    {
        var said = await RunAsync($"end_ping {from}");
        return (int.Parse(said.Split(' ')[0], Invariant), Lost(said));
    }

    /// <summary>Packets by their underlay source and destination, since the flows were last forgotten.</summary>
    internal async Task<IReadOnlyDictionary<(string From, string To), int>> FlowsAsync(string set, string where = "wan") =>
        (await RunAsync($"flows {set} {where}")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(words => (words[0], words[1]), words => int.Parse(words[2], Invariant));

    /// <summary>"10 9" is one lost of ten.</summary>
    private static int Lost(string said) => said.Split(' ') is [var sent, var back] ? int.Parse(sent, Invariant) - int.Parse(back, Invariant) : throw new MachineException($"no ping: {said}");

    /// <summary>The image's initramfs, and behind it an archive with the lab: the kernel unpacks both.</summary>
    private static async Task WriteInitramfsAsync(string file, CancellationToken stopping)
    {
        using var lab = new MemoryStream();
        var cpio = new CpioWriter(lab);
        var guest = Path.Combine(BuiltImage.Root, "tests", "Router.Boot.Tests", "Mesh", "Guest");
        cpio.WriteFile("lab-init", Executable, await File.ReadAllBytesAsync(Path.Combine(guest, "init"), stopping));
        cpio.WriteDirectory("lab");
        foreach (var part in Directory.GetFiles(guest).Where(f => Path.GetFileName(f) != "init"))
            cpio.WriteFile($"lab/{Path.GetFileName(part)}", Executable, await File.ReadAllBytesAsync(part, stopping));
        cpio.WriteFile("lab/routerd", Executable, await File.ReadAllBytesAsync(BuiltImage.Routerd, stopping));
        cpio.WriteEnd();
        lab.Position = 0;
        await using var output = File.Create(file);
        await using (var image = File.OpenRead(BuiltImage.Initramfs))
            await image.CopyToAsync(output, stopping);
        await using var packed = new GZipStream(output, CompressionLevel.Fastest);
        await lab.CopyToAsync(packed, stopping);
    }
}

[CollectionDefinition(Name)]
public sealed class MeshCollection : ICollectionFixture<MeshLab>
{
    public const string Name = "mesh";
}
