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
public sealed class MeshLab : IAsyncLifetime
{
    private const string CommandLine = "console=ttyS0 quiet no_timer_check panic=-1 mitigations=off rdinit=/lab-init";
    private const int Executable = 0x1ED;

    private static readonly TimeSpan CommandWithin = TimeSpan.FromMinutes(4);

    private QemuMachine? machine;
    private string folder = "";

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
                Boot = new MachineBoot.Kernel(BuiltImage.Kernel, initramfs, CommandLine),
                MemoryMiB = 1024,
                Processors = 2,
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
    }

    /// <summary>Runs one line of shell, with the lab's functions, and returns what it wrote.</summary>
    /// <exception cref="MachineException">It failed; the message has what it wrote.</exception>
    internal async Task<string> RunAsync(string command)
    {
        var stopping = TestContext.Current.CancellationToken;
        await Machine.Console.TypeAsync($"for functions in /lab/*.sh; do . $functions; done; {command}\n", stopping);
        var said = await Machine.Console.Transcript.WaitForAsync("lab: done ", CommandWithin, stopping);
        var code = (await Machine.Console.Transcript.WaitForAsync("\n", CommandWithin, stopping)).Trim();
        return code == "0" ? said.Replace("\r", "", StringComparison.Ordinal).Trim() : throw new MachineException($"{command}\n{said}\nexit {code}");
    }

    /// <summary>A new wire with a hub and two spokes, each run by that daemon; done when the hub knows both spokes.</summary>
    internal async Task BeginAsync(string hub, string first, string second)
    {
        await RunAsync("clear; make_wan; for node in 0 1 2; do make_node $node; done");
        await RunAsync($"start 0 {hub}; start 1 {first}; start 2 {second}");
        await RunAsync($"until_true 60 knows {hub} 10.255.0.2 10.255.0.3");
    }

    /// <summary>Packets by their underlay source and destination, since the flows were last forgotten.</summary>
    internal async Task<IReadOnlyDictionary<(string From, string To), int>> FlowsAsync(string set) =>
        (await RunAsync($"flows {set}")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(words => (words[0], words[1]), words => int.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture));

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
