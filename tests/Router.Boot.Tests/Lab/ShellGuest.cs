using Router.Core.Boards;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Lab;

/// <summary>
/// A guest with the image's kernel and programs that runs a shell in place of services. The daemon is the one that goes into the image,
/// as <c>/lab/routerd</c>; commands have the functions of every <c>/lab/*.sh</c>.
/// </summary>
internal sealed class ShellGuest : IAsyncDisposable
{
    private const string CommandLine =
        $"console=ttyS0 quiet no_timer_check panic=-1 mitigations=off {SameAddresses.Word} {LabInitramfs.Init}";

    /// <summary>The kernel takes the instruction clock for what it says.</summary>
    private const string BelieveTheClock = " tsc_early_khz=1000000 tsc=reliable lpj=4000000 nowatchdog";

    private readonly string folder;
    private readonly QemuMachine machine;
    private readonly SerialShell shell;

    private ShellGuest(string folder, QemuMachine machine) =>
        (this.folder, this.machine, shell) = (folder, machine, new SerialShell(machine.Console));

    /// <param name="name">Of the machine.</param>
    /// <param name="files">By their path below <c>/lab</c>, folders in front of what is in them (null).</param>
    /// <param name="stopping">Ends the wait.</param>
    /// <param name="memoryMiB">Of the machine.</param>
    /// <param name="processors">Of the machine.</param>
    /// <param name="instructionClock">Time is what the one processor executed.</param>
    /// <param name="hardware">Another board than the usual one.</param>
    public static async Task<ShellGuest> StartAsync(
        string name, IReadOnlyList<(string Path, byte[]? Content)> files, CancellationToken stopping,
        int memoryMiB = 512, int processors = 1, bool instructionClock = false, GuestHardware? hardware = null)
    {
        hardware ??= GuestHardware.Usual;
        var folder = BuiltImage.NewFolder();
        var initramfs = Path.Combine(folder, "initramfs");
        var routerd = await File.ReadAllBytesAsync(BuiltImage.Routerd, stopping);
        await LabInitramfs.WriteAsync(initramfs, hardware.Board, [("routerd", routerd), .. files], stopping);
        var options = new MachineOptions
        {
            Name = name,
            Boot = new MachineBoot.Kernel(
                BuiltImage.KernelOf(hardware.Board), initramfs,
                $"{CommandLine} root={hardware.RootDevice}{(instructionClock ? BelieveTheClock : "")}"),
            MemoryMiB = memoryMiB,
            Processors = processors,
            InstructionClock = instructionClock,
            StopOnReboot = true,
            Disks = [new MachineDisk(BuiltImage.SystemOf(hardware.Board), ReadOnly: true, Bus: hardware.Root), .. hardware.Disks],
        };
        var guest = new ShellGuest(folder, await QemuMachine.StartAsync(options, new MachineFiles(folder), stopping));
        await guest.shell.ReadyAsync(LabRouter.BootWithin, stopping);
        return guest;
    }

    /// <summary>Runs one line of shell and returns what it wrote.</summary>
    /// <exception cref="MachineException">It failed; the message has what it wrote.</exception>
    public Task<string> RunAsync(string command, TimeSpan within, CancellationToken stopping) =>
        shell.RunAsync(command.Trim(), within, stopping);

    public async ValueTask DisposeAsync()
    {
        await machine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
