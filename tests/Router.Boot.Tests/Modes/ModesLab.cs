using System.Text.Json;
using Router.Boot.Tests.Disk;
using Router.Boot.Tests.Lab;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Modes;

/// <summary>
/// A flashed disk, what an admin does over SSH, and what somebody at the serial line sees. QEMU itself starts the kernel, as a restart from
/// inside does again: the boot loader has nothing to do with what is tried here.
/// </summary>
internal sealed class ModesLab : IDisposable
{
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    /// <summary>What the initramfs says when it begins to listen.</summary>
    public const string Listens = "have it start so";

    /// <summary>Of a stick beside the disk, and the place on it where backups are kept.</summary>
    private const string StickLabel = "STICK", OnStick = "routers";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly string folder = BuiltImage.NewFolder();
    private string key = "";

    public string Disk => Path.Combine(folder, "disk.img");

    /// <summary>Null: nothing is plugged in.</summary>
    public string? Stick { get; private set; }

    private string Seed => Path.Combine(folder, "seed.img");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public SshLogin Login { get; private set; } = null!;

    /// <param name="stick">With a stick on which the document wants backups.</param>
    public static async Task<ModesLab> MakeAsync(bool stick = false)
    {
        var lab = new ModesLab();
        if (stick)
        {
            lab.Stick = Path.Combine(lab.folder, "stick.img");
            (await Tool.RunAsync(["mkfs.vfat", "-C", "-n", StickLabel, lab.Stick, "4096"], Stopping)).OrThrow("mkfs.vfat");
        }
        (await Tool.RunAsync(["cp", "--sparse=always", BuiltImage.Disk, lab.Disk], Stopping)).OrThrow("cp");
        lab.key = await SshLogin.MakeKeyAsync(LabRouter.KeyIn(lab.folder), "modes test", Stopping);
        await Disks.MakeSeedAsync(
            lab.Seed, lab.Document("seeded"), new Dictionary<string, string> { ["vault"] = "a secret" },
            Stopping);
        return lab;
    }

    /// <param name="words">More of the kernel's command line.</param>
    /// <param name="seed">With the seed medium.</param>
    public async Task<QemuMachine> StartAsync(string words = "", bool seed = false)
    {
        var port = FreePort.Take();
        Login = LabRouter.LoginIn(folder, "127.0.0.1", "admin") with { Port = port };
        string?[] more = [Stick, seed ? Seed : null];
        return await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = "modes",
                Boot = new MachineBoot.Kernel(BuiltImage.Kernel, BuiltImage.Initramfs, SameAddresses.In($"{SlotA()} {words}".TrimEnd())),
                MemoryMiB = 512,
                Disks = [new MachineDisk(Disk), .. more.OfType<string>().Select(file => new MachineDisk(file, ReadOnly: file == Seed))],
                Nets = [new MachineNet.User(new PortForward(port, 22)), new MachineNet.Unplugged(), new MachineNet.Unplugged()],
            },
            new MachineFiles(folder), Stopping);
    }

    public Task ReadyAsync(QemuMachine machine) => SshReadiness.WaitAsync(machine, Login, Within, Stopping);

    public async Task<(string Hostname, IReadOnlyList<string> Notes)> LookAsync()
    {
        using var version = JsonDocument.Parse((await Login.RunAsync("show version --json", Stopping)).OrThrow("show version"));
        var notes = version.RootElement.GetProperty("configuration").GetProperty("notes").EnumerateArray()
            .Select(note => note.GetString()!);
        return (version.RootElement.GetProperty("hostname").GetString()!, [.. notes]);
    }

    /// <summary>Until the notes are as wanted.</summary>
    public async Task<IReadOnlyList<string>> NotesAsync(Func<IReadOnlyList<string>, bool> wanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        deadline.CancelAfter(Within);
        while (true)
        {
            var (_, notes) = await LookAsync();
            if (wanted(notes))
                return notes;
            try
            {
                await Task.Delay(Pause, deadline.Token);
            }
            catch (OperationCanceledException) when (!Stopping.IsCancellationRequested)
            {
                throw new MachineException($"the notes did not become what they should: {string.Join("; ", notes)}");
            }
        }
    }

    public Task<ToolResult> CommitAsync(string hostname) =>
        Login.RunAsync("commit-file", Document(hostname), Stopping);

    /// <summary>The backup on the stick, once the router says that it is the one of that name.</summary>
    public async Task<byte[]> KeptAsync(string hostname)
    {
        var name = $"{hostname}.apkovl.tar.gz";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        deadline.CancelAfter(Within);
        while (!(await Login.RunAsync("show backup", deadline.Token)).Output.Contains(name, StringComparison.Ordinal))
            await Task.Delay(Pause, deadline.Token);
        var copy = Path.Combine(folder, name);
        (await Tool.RunAsync(["mcopy", "-n", "-i", Stick!, $"::{OnStick}/{name}", copy], Stopping)).OrThrow("mcopy");
        return await File.ReadAllBytesAsync(copy, Stopping);
    }

    /// <summary>Writes to the data partition from outside, while nobody has it mounted.</summary>
    public async Task WriteDataAsync(long at, byte[] bytes)
    {
        var (first, _) = await new DataPartition(Disk).BoundsAsync(Stopping);
        await using var file = new FileStream(Disk, FileMode.Open, FileAccess.Write);
        file.Position = (first * DataPartition.Sector) + at;
        await file.WriteAsync(bytes, Stopping);
    }

    /// <summary>What debugfs says of the data partition, or does with it.</summary>
    public async Task<string> DebugAsync(string command)
    {
        var (first, last) = await new DataPartition(Disk).BoundsAsync(Stopping);
        var part = Path.Combine(folder, "data.img");
        await CopyAsync(Disk, part, $"skip={first}", $"count={last - first + 1}");
        var said = await Tool.RunAsync(["debugfs", "-w", "-R", command, part], Stopping);
        await CopyAsync(part, Disk, $"seek={first}");
        return said.Output + said.Error;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Document(string hostname)
    {
        var document = LabDocuments.Outpost(hostname, key);
        return (Stick is null ? document : document.With("system", "backup", "to", $"LABEL={StickLabel}/{OnStick}")).ToText();
    }

    private static string SlotA() =>
        $"console=tty0 console=ttyS0 quiet no_timer_check cryptomgr.notests panic=5 {BuiltImage.VerityWord} "
        + "root=PARTLABEL=slot-a router.slot=a router.state=LABEL=ROUTERDATA";

    private static async Task CopyAsync(string from, string to, params string[] where) =>
        (await Tool.RunAsync(["dd", $"if={from}", $"of={to}", "bs=512", "conv=notrunc", "status=none", .. where], Stopping))
            .OrThrow("dd");
}
