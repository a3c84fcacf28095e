using Router.Core.Boards;
using Router.Ctl.Cli;
using Router.Image.Architectures;
using Router.Image.Building.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Ctl.Run.Edges;

/// <summary>Boots the image, waits until the router answers, shows what runs, and lets the person in.</summary>
internal sealed class RunVerb(Terminal terminal, RunFolder run)
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OffWithin = TimeSpan.FromSeconds(60);

    public string? Config { get; init; }

    public string? Disk { get; init; }

    public bool Detach { get; init; }

    public int MemoryMiB { get; init; }

    public bool Kvm { get; init; }

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        if (ReleasedMachine.Find(run.Machine) is { } running)
            throw Failure.Input($"{run.Board} runs already, as process {running.ProcessId}", $"stop it: {StopCommand}");
        var options = await PrepareAsync(stopping);
        var port = options.Nets.OfType<MachineNet.User>().Single().Forwards[0].HostPort;
        var login = new SshLogin("127.0.0.1", port, RunDocument.User, run.Key, run.KnownHosts);
        Say($"booting {run.Board} with {MemoryMiB} MiB; the serial port is logged to {run.Machine.Log}");
        try
        {
            await using var machine = await QemuMachine.StartAsync(options, run.Machine, stopping);
            await SshReadiness.WaitAsync(machine, login, ReadyWithin, stopping);
            var ready = machine.Time;
            Say($"ready after {ready.Wall.TotalSeconds:0.0} s, {ready.Processor.TotalSeconds:0.0} s of processor time");
            await ShowAsync(login, stopping);
            if (Detach)
                return await LeaveAsync(machine, login);
            if (terminal.CanAsk && !Console.IsOutputRedirected)
                await Attachment.RunAsync(login.Command(), stopping);
            Say("powering off");
            if (!await machine.PowerOffAsync(OffWithin, stopping))
                throw Failure.Machine(
                    $"the router did not power off within {OffWithin.TotalSeconds} s and was stopped",
                    $"its last lines are in {run.Machine.Log}");
            return ExitCode.Done;
        }
        catch (MachineException e)
        {
            throw Failure.Machine(e.Message, $"all that it wrote is in {run.Machine.Log}", e);
        }
    }

    private async Task<MachineOptions> PrepareAsync(CancellationToken stopping)
    {
        var board = BoardFolder.Read(run.Root, run.Board);
        var machine = board.Machine ?? throw Failure.Input(
            $"{BoardFolder.Profile(run.Root, run.Board)}: QEMU cannot give this board",
            board.IsContainer
                ? "a container is started by a runtime of containers: boards/README.md says what it needs"
                : "a board that it can give says how, with the key qemu");
        string[] kernel = board.SecureBoot ? [run.Unified, run.BootKeys] : [run.Kernel, run.Initramfs];
        foreach (var part in (string[])[.. kernel, run.System, run.DiskImage])
        {
            if (!Path.Exists(part))
                throw Failure.Input($"{part} is missing", $"./build.sh image {run.Board} makes it");
        }
        Directory.CreateDirectory(run.Folder);
        File.Delete(run.KnownHosts);
        File.Delete(run.Machine.Log);
        var file = Config ?? run.Example;
        var document = await RunInputs.ReadDocumentAsync(file, terminal, stopping);
        await RunInputs.MakeSeedAsync(
            run, document, Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "secrets"), terminal, stopping);
        var architecture = Architecture.Of(board.Architecture);
        var (boot, disks) = board.SecureBoot || machine.Disk != DiskBus.Virtio
            ? await OnItsDiskAsync(board, machine.Disk, architecture, stopping)
            : await OnVirtioAsync(architecture, stopping);
        return new MachineOptions
        {
            Name = $"router-{run.Board}",
            Architecture = architecture,
            MemoryMiB = MemoryMiB,
            Processors = Math.Min(2, Environment.ProcessorCount),
            Kvm = Kvm,
            Boot = boot,
            Disks = [.. disks, new MachineDisk(run.Seed, ReadOnly: true, Bus: machine.Disk)],
            Nets = [.. Nets(board).Select(net => net with { Card = machine.Card })],
        };
    }

    /// <summary>A card for each port of the board; the first one leads outside.</summary>
    private static IEnumerable<MachineNet> Nets(BoardProfile board)
    {
        yield return new MachineNet.User(new PortForward(FreePort.Take(), 22));
        for (var port = 1; port < board.Ports.Sum(role => role.Value.Count); port++)
            yield return new MachineNet.Unplugged();
    }

    /// <summary>Soonest: QEMU itself takes the kernel, and the state has a disk of its own.</summary>
    private async Task<(MachineBoot Boot, IReadOnlyList<MachineDisk> Disks)> OnVirtioAsync(
        Architecture architecture, CancellationToken stopping)
    {
        var (data, bootable) = await RunInputs.MakeDataAsync(run, Disk, stopping);
        return bootable
            ? (FromDisk(architecture), [data])
            : (new MachineBoot.Kernel(run.Kernel, run.Initramfs, KernelCommandLine.StateOnDisk(architecture), Firmware(architecture)),
                [new MachineDisk(run.System, ReadOnly: true), data]);
    }

    /// <summary>As the board does it, from a disk with boot loader, system and state. Without --disk nothing written stays.</summary>
    private async Task<(MachineBoot Boot, IReadOnlyList<MachineDisk> Disks)> OnItsDiskAsync(
        BoardProfile board, DiskBus bus, Architecture architecture, CancellationToken stopping)
    {
        var disk = Disk is not null ? await RunInputs.MakeSystemAsync(run, Disk, stopping)
            : bus == DiskBus.Virtio ? await RunInputs.CopySystemAsync(run, stopping)
            : new MachineDisk(run.DiskImage, ReadOnly: true);
        MachineBoot boot = board.SecureBoot
            ? UefiFirmware.Secure(architecture, run.BootKeys, run.Variables)
            : FromDisk(architecture);
        return (boot, [disk with { Bus = bus }]);
    }

    private static MachineBoot FromDisk(Architecture architecture) =>
        Firmware(architecture) is { } firmware ? new MachineBoot.Uefi(firmware) : new MachineBoot.Bios();

    /// <summary>Null: BIOS, which QEMU has in itself.</summary>
    private static string? Firmware(Architecture architecture) => architecture.HasBios ? null : UefiFirmware.Find(architecture);

    private async Task ShowAsync(SshLogin login, CancellationToken stopping)
    {
        foreach (var command in new[] { "show version", "show interfaces", "show services" })
            Print(command, (await login.RunAsync(command, stopping)).OrThrow(command));
        terminal.Out.WriteLine($"log in: {string.Join(' ', login.Command())}");
        await terminal.Out.FlushAsync(stopping);
    }

    private async Task<int> LeaveAsync(QemuMachine machine, SshLogin login)
    {
        await machine.ReleaseAsync();
        terminal.Out.WriteLine(
            $"it runs on as process {machine.ProcessId} (also in {run.Machine.ProcessId}); SSH is on {login.Host}:{login.Port}");
        terminal.Out.WriteLine($"stop it: {StopCommand}");
        return ExitCode.Done;
    }

    private string StopCommand => $"routerctl run {run.Board}{(run.Name == run.Board ? "" : $" --name {run.Name}")} --stop";

    private void Print(string command, string output) => terminal.Out.WriteLine($"$ {command}\n{output.TrimEnd()}\n");

    private void Say(string text) => terminal.Error.WriteLine($"==> {text}");
}
