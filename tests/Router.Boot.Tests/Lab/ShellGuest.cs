using System.IO.Compression;
using Router.Image.Initramfs;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Lab;

/// <summary>
/// A guest with the image's kernel and programs that runs a shell in place of services. The daemon is the one that goes into the image,
/// as <c>/lab/routerd</c>; commands have the functions of every <c>/lab/*.sh</c>.
/// </summary>
internal sealed class ShellGuest : IAsyncDisposable
{
    private const string CommandLine = "console=ttyS0 quiet no_timer_check panic=-1 mitigations=off rdinit=/lab-init";
    /// <summary>The kernel takes the instruction clock for what it says.</summary>
    private const string BelieveTheClock = " tsc_early_khz=1000000 tsc=reliable lpj=4000000 nowatchdog";

    private const int Executable = 0x1ED;
    private readonly string folder;
    private readonly QemuMachine machine;

    private ShellGuest(string folder, QemuMachine machine) => (this.folder, this.machine) = (folder, machine);

    /// <param name="name">Of the machine.</param>
    /// <param name="files">By their path below <c>/lab</c>, folders in front of what is in them (null).</param>
    /// <param name="stopping">Ends the wait.</param>
    /// <param name="memoryMiB">Of the machine.</param>
    /// <param name="processors">Of the machine.</param>
    /// <param name="instructionClock">Time is what the one processor executed.</param>
    public static async Task<ShellGuest> StartAsync(
        string name, IReadOnlyList<(string Path, byte[]? Content)> files, CancellationToken stopping,
        int memoryMiB = 512, int processors = 1, bool instructionClock = false)
    {
        var folder = BuiltImage.NewFolder();
        var initramfs = Path.Combine(folder, "initramfs");
        await WriteInitramfsAsync(initramfs, files, stopping);
        var options = new MachineOptions
        {
            Name = name,
            Boot = new MachineBoot.Kernel(BuiltImage.Kernel, initramfs, instructionClock ? CommandLine + BelieveTheClock : CommandLine),
            MemoryMiB = memoryMiB,
            Processors = processors,
            InstructionClock = instructionClock,
            StopOnReboot = true,
            Disks = [new MachineDisk(BuiltImage.System, ReadOnly: true)],
        };
        var guest = new ShellGuest(folder, await QemuMachine.StartAsync(options, new MachineFiles(folder), stopping));
        await guest.machine.Console.Transcript.WaitForAsync("lab: ready", LabRouter.BootWithin, stopping);
        return guest;
    }

    /// <summary>The files of a folder of this project, for <see cref="StartAsync"/>.</summary>
    public static async Task<List<(string Path, byte[]? Content)>> FilesAsync(string folder, CancellationToken stopping)
    {
        var files = new List<(string, byte[]?)>();
        foreach (var file in Directory.GetFiles(Path.Combine(BuiltImage.Root, "tests", "Router.Boot.Tests", folder)))
            files.Add((Path.GetFileName(file), await File.ReadAllBytesAsync(file, stopping)));
        return files;
    }

    /// <summary>Runs one line of shell and returns what it wrote.</summary>
    /// <exception cref="MachineException">It failed; the message has what it wrote.</exception>
    public async Task<string> RunAsync(string command, TimeSpan within, CancellationToken stopping)
    {
        var line = $"for functions in /lab/*.sh; do . $functions; done; {command.Trim()}";
        string said, code;
        do
        {
            await machine.Console.TypeAsync($"{line.Length} {line}\n", stopping);
            said = await machine.Console.Transcript.WaitForAsync("lab: done ", within, stopping);
            code = (await machine.Console.Transcript.WaitForAsync("\n", within, stopping)).Trim();
        }
        while (code == "again");
        return code == "0"
            ? said.Replace("\r", "", StringComparison.Ordinal).Trim()
            : throw new MachineException($"{command}\n{said}\nexit {code}");
    }

    public async ValueTask DisposeAsync()
    {
        await machine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The image's initramfs, and behind it an archive with the lab: the kernel unpacks both.</summary>
    private static async Task WriteInitramfsAsync(
        string file, IReadOnlyList<(string Path, byte[]? Content)> files, CancellationToken stopping)
    {
        using var lab = new MemoryStream();
        var cpio = new CpioWriter(lab);
        var start = Path.Combine(BuiltImage.Root, "tests", "Router.Boot.Tests", "Lab", "Guest");
        cpio.WriteFile("lab-init", Executable, await File.ReadAllBytesAsync(Path.Combine(start, "init"), stopping));
        cpio.WriteDirectory("lab");
        cpio.WriteFile("lab/shell", Executable, await File.ReadAllBytesAsync(Path.Combine(start, "shell"), stopping));
        cpio.WriteFile("lab/routerd", Executable, await File.ReadAllBytesAsync(BuiltImage.Routerd, stopping));
        foreach (var (path, content) in files)
        {
            if (content is null)
                cpio.WriteDirectory($"lab/{path}");
            else
                cpio.WriteFile($"lab/{path}", Executable, content);
        }
        cpio.WriteEnd();
        lab.Position = 0;
        await using var output = File.Create(file);
        await using (var image = File.OpenRead(BuiltImage.Initramfs))
            await image.CopyToAsync(output, stopping);
        await using var packed = new GZipStream(output, CompressionLevel.Fastest);
        await lab.CopyToAsync(packed, stopping);
    }
}
