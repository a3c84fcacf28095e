using System.Globalization;
using Router.Bundles.Format;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>What slots start from, and which one does: the boot partition, by the script that mounts it for each question.</summary>
/// <param name="program">Of that script.</param>
internal sealed class BootPartition(string program)
{
    public const string DeviceProgram = "/usr/libexec/router/boot-env";

    /// <summary>
    /// The boot loader's environment; a name that is not there is not set. Null: there is none that can be read. A container has none, and
    /// what a Raspberry Pi starts from is another kind, which nothing here can write.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>?> EnvironmentAsync(CancellationToken stopping)
    {
        if (!File.Exists(program))
            return null;
        var result = await ProgramRunner.RunAsync(program, ["list"], "", stopping);
        return result.ExitCode != 0 ? null : result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }

    /// <summary>All of the assignments, or none should the power go.</summary>
    /// <exception cref="IOException">It cannot be written; it is as it was.</exception>
    public Task SetAsync(CancellationToken stopping, params IReadOnlyList<string> assignments) =>
        RunAsync(["set", .. assignments], stopping);

    /// <summary>Whether the boot loader starts what is in a slot.</summary>
    public Task<bool> CanStartAsync(string slot, CancellationToken stopping) => HasAsync($"{slot}/{BootEntry.FileName}", stopping);

    public async Task<bool> HasAsync(string file, CancellationToken stopping) =>
        (await ProgramRunner.RunAsync(program, ["has", file], "", stopping)).ExitCode == 0;

    /// <summary>Copies a file of it.</summary>
    /// <exception cref="IOException">There is none of that name.</exception>
    public Task FetchAsync(string file, string to, CancellationToken stopping) => RunAsync(["fetch", file, to], stopping);

    /// <summary>Puts a copy on it, whole or not at all; it lasts when this returns.</summary>
    /// <exception cref="IOException">It is full or failing.</exception>
    public Task PlaceAsync(string from, string file, CancellationToken stopping) => RunAsync(["place", from, file], stopping);

    /// <summary>Takes a slot's folder away, the entry first.</summary>
    /// <exception cref="IOException">It is failing.</exception>
    public Task DropAsync(string folder, CancellationToken stopping) => RunAsync(["drop", folder], stopping);

    /// <summary>Bytes that the files of a folder may take.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<long> RoomAsync(string folder, CancellationToken stopping) =>
        long.Parse((await RunAsync(["room", folder], stopping)).Trim(), CultureInfo.InvariantCulture);

    private async Task<string> RunAsync(IReadOnlyList<string> words, CancellationToken stopping)
    {
        var result = await ProgramRunner.RunAsync(program, words, "", stopping);
        return result.ExitCode == 0 ? result.Output : throw new IOException($"the boot partition: {result.Words}");
    }
}
