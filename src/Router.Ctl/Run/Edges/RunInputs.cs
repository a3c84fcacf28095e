using System.Security.Cryptography;
using Router.Ctl.Cli;
using Router.Ctl.Flash.Edges;
using Router.Documents.Editing;
using Router.Documents.Help;
using Router.Features.Configuration;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Ctl.Run.Edges;

/// <summary>Makes what a machine is booted with: key, seed disk, disk for the state.</summary>
internal static class RunInputs
{
    private const int DataMiB = 512;

    /// <summary>The document of the file, without problems.</summary>
    /// <exception cref="Failure">It cannot be read, or has problems, which are printed.</exception>
    public static async Task<ConfigDocument> ReadDocumentAsync(string file, Terminal terminal, CancellationToken stopping)
    {
        if (!File.Exists(file))
            throw Failure.Input($"{file}: no such file", "name a document with --config");
        var reading = ConfigReader.Read(await File.ReadAllBytesAsync(file, stopping));
        foreach (var problem in reading.Problems)
            terminal.Error.WriteLine(problem.ToString(file));
        return reading is { Problems.Count: 0, Document: { } document }
            ? document
            : throw Failure.Input(
                $"{file} has {reading.Problems.Count} problem(s)", "mend them; 'routerctl config check' shows them again");
    }

    /// <summary>The seed disk: the document with a way in, and its secrets.</summary>
    public static async Task MakeSeedAsync(
        RunFolder run, ConfigDocument document, string secretsBeside, Terminal terminal, CancellationToken stopping)
    {
        var key = await SshLogin.MakeKeyAsync(run.Key, $"routerctl run {run.Board}", stopping);
        var seeded = RunDocument.WithAccess(document, key);
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        var passwords = RunDocument.Passwords(document.Reading.Config);
        foreach (var name in SecretNames.In(document))
            secrets[name] = await SecretAsync(run, secretsBeside, name, passwords.Contains(name), terminal, stopping);
        await Disks.MakeSeedAsync(run.Seed, seeded.ToText(), secrets, stopping);
    }

    /// <summary>The disk for the state, empty unless the person keeps one.</summary>
    /// <exception cref="Failure">It is to be made where no disk's file may lie.</exception>
    public static async Task<(MachineDisk Disk, bool Bootable)> MakeDataAsync(RunFolder run, string? kept, CancellationToken stopping)
    {
        if (kept is not null && !File.Exists(kept))
            DiskFilePath.Check(kept);
        if (kept is null || !File.Exists(kept))
            await Disks.MakeDataAsync(kept ?? run.Data, DataMiB, stopping);
        return await Disks.InspectAsync(kept ?? run.Data, stopping);
    }

    /// <summary>A disk with the whole system: the image's, copied where there is none yet.</summary>
    /// <exception cref="Failure">It is to be made where no disk's file may lie, or has no boot loader.</exception>
    public static async Task<MachineDisk> MakeSystemAsync(RunFolder run, string kept, CancellationToken stopping)
    {
        if (!File.Exists(kept))
        {
            DiskFilePath.Check(kept);
            (await Tool.RunAsync(["cp", "--sparse=always", run.DiskImage, kept], stopping)).OrThrow("cp");
        }
        var (disk, bootable) = await Disks.InspectAsync(kept, stopping);
        return bootable
            ? disk
            : throw Failure.Input($"{kept}: there is no boot loader on it", "give a flashed disk, or a file that is not there");
    }

    /// <summary>The image's disk for one run: QEMU forgets by itself what is written to a disk, but on virtio.</summary>
    public static async Task<MachineDisk> CopySystemAsync(RunFolder run, CancellationToken stopping)
    {
        File.Delete(run.Disk);
        return await MakeSystemAsync(run, run.Disk, stopping);
    }

    /// <summary><c>secrets/NAME</c> beside the document, or else, for a password, a random one that is kept for the next run.</summary>
    private static async Task<string> SecretAsync(
        RunFolder run, string beside, string name, bool mayBeMadeUp, Terminal terminal, CancellationToken stopping)
    {
        var given = Path.Combine(beside, name);
        if (File.Exists(given))
            return (await File.ReadAllTextAsync(given, stopping)).TrimEnd('\n');
        if (!mayBeMadeUp)
            throw Failure.Input(
                $"secret {name}: there is no file {given}", "put its value there: it is no password, which could be made up");
        var kept = Path.Combine(run.Secrets, name);
        if (!File.Exists(kept))
        {
            Directory.CreateDirectory(run.Secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await File.WriteAllTextAsync(kept, RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 16), stopping);
        }
        terminal.Error.WriteLine($"secret {name}: no {given}, using the made-up one in {kept}");
        return await File.ReadAllTextAsync(kept, stopping);
    }
}
