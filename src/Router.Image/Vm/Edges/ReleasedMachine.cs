using System.Globalization;
using Router.Image.Architectures;

namespace Router.Image.Vm.Edges;

/// <summary>A machine that another process started, known by its files.</summary>
public sealed class ReleasedMachine
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly MachineFiles files;

    private ReleasedMachine(MachineFiles files, int processId) => (this.files, ProcessId) = (files, processId);

    public int ProcessId { get; }

    private bool Runs => IsQemu(ProcessId);

    /// <summary>The machine of these files, if it runs.</summary>
    public static ReleasedMachine? Find(MachineFiles files) =>
        File.Exists(files.ProcessId) && int.TryParse(File.ReadAllText(files.ProcessId), CultureInfo.InvariantCulture, out var id)
        && IsQemu(id)
            ? new ReleasedMachine(files, id)
            : null;

    /// <summary>Presses the power button; false: the guest had not shut down in that time, and was stopped.</summary>
    public async Task<bool> StopAsync(TimeSpan within, CancellationToken stopping)
    {
        using var control = await QmpClient.ConnectAsync(files.Control, stopping);
        await control.ExecuteAsync("system_powerdown", stopping);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (Runs && clock.Elapsed < within)
            await Task.Delay(Pause, stopping);
        var orderly = !Runs;
        if (!orderly)
            await control.ExecuteAsync("quit", stopping);
        files.DeleteSockets();
        return orderly;
    }

    /// <summary>The number may be another process's by now.</summary>
    private static bool IsQemu(int id)
    {
        try
        {
            return Architecture.All.Any(
                architecture => File.ReadAllText($"/proc/{id}/cmdline").StartsWith(architecture.QemuProgram, StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
