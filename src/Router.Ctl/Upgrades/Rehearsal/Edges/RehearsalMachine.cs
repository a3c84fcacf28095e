using Router.Core.Boards;
using Router.Ctl.Cli;
using Router.Fleet.Rehearsals;
using Router.Image.Architectures;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Ctl.Upgrades.Rehearsal.Edges;

/// <summary>
/// Starts a release in QEMU and lets it answer. Its network cards lead nowhere: no packet leaves the machine, and none comes in. What it
/// writes ends with it.
/// </summary>
internal sealed class RehearsalMachine(Terminal terminal, ReleaseParts release, BoardMachine board)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(20);

    public int MemoryMiB { get; init; }

    public bool Kvm { get; init; }

    public TimeSpan Within { get; init; }

    /// <summary>What it answered, and how long it took.</summary>
    /// <param name="scratch">A folder of a short name, which the caller removes.</param>
    /// <exception cref="Failure">It did not start, or did not answer in that time.</exception>
    public async Task<(GuestReport Report, TimeSpan Time)> AskAsync(GuestSeed seed, string scratch, CancellationToken stopping)
    {
        if (seed.Clash is var (one, other))
            throw Failure.Machine($"{one} and {other} are one file on the disk that a rehearsal begins from", "rename one of the two");
        var disk = Path.Combine(scratch, "seed.img");
        await Disks.MakeSeedAsync(disk, seed.Files, seed.SizeKiB, stopping);
        var files = new MachineFiles(scratch);
        try
        {
            var time = await RunAsync(Options(seed, disk), files, stopping);
            var answers = new List<string>();
            for (var number = 1; number <= GuestReport.Questions.Count; number++)
                answers.Add(await Disks.ReadAsync(disk, GuestSeed.Answer(number), stopping) ?? "");
            return (
                GuestReport.Read(answers) ?? throw new MachineException($"its answers cannot be read; its last lines:\n{Tail(files)}"),
                time);
        }
        catch (MachineException e)
        {
            throw Failure.Machine($"{release.Shown} was not rehearsed: {e.Message}", null, e);
        }
    }

    private MachineOptions Options(GuestSeed seed, string disk)
    {
        var architecture = Architecture.Of(release.Manifest.Architecture);
        return new MachineOptions
        {
            Name = $"rehearsal-{release.Manifest.Board}",
            Architecture = architecture,
            MemoryMiB = MemoryMiB,
            Processors = Math.Min(2, Environment.ProcessorCount),
            Kvm = Kvm,
            StopOnReboot = true,
            Boot = new MachineBoot.Kernel(
                release.Kernel, release.Initramfs,
                $"{KernelCommandLine.StateInRam(architecture, board.Disk)} {EntryWords.Kept(release.Entry)}".TrimEnd(),
                architecture.HasBios ? null : UefiFirmware.Find(architecture)),
            Disks = [new MachineDisk(release.System, ReadOnly: true, Bus: board.Disk), new MachineDisk(disk, Bus: board.Disk)],
            Nets = [.. seed.Cards.Select(card => new MachineNet.Unplugged { Mac = card.Mac, Card = board.Card })],
        };
    }

    /// <summary>Until it has switched itself off.</summary>
    private async Task<TimeSpan> RunAsync(MachineOptions options, MachineFiles files, CancellationToken stopping)
    {
        Say($"booting {release.Shown} with {options.MemoryMiB} MiB and {options.Nets.Count} network cards that lead nowhere");
        await using var machine = await QemuMachine.StartAsync(options, files, stopping);
        var (next, started) = (SayEvery, false);
        while (!machine.HasExited)
        {
            var time = machine.Time.Wall;
            if (time > Within)
                throw new MachineException(
                    $"it had not answered after {Within.TotalSeconds:0} s; its last lines:\n{machine.Console.Transcript.Tail}");
            if (!started && machine.Console.Transcript.Text.Contains("rehearsal: all services", StringComparison.Ordinal))
            {
                started = true;
                Say($"all services were started after {time.TotalSeconds:0} s; asking what runs");
            }
            else if (time > next)
            {
                next += SayEvery;
                Say($"{time.TotalSeconds:0} s");
            }
            await Task.Delay(Pause, stopping);
        }
        return machine.Time.Wall;
    }

    private static string Tail(MachineFiles files) =>
        File.Exists(files.Log) ? string.Join('\n', File.ReadLines(files.Log).TakeLast(15)) : "(none)";

    private void Say(string text) => terminal.Error.WriteLine(Printable.Line($"==> {text}"));
}
