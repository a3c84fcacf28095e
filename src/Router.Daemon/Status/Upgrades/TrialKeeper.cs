using Microsoft.Extensions.Logging;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Upgrades;

namespace Router.Daemon.Status.Upgrades;

/// <summary>
/// Judges an image that is on trial: it is kept when all is as good as before, and gives way when its time is over. Whatever ends the
/// router before that (a panic, a hang, no daemon) leads to the image before as well, for the boot loader tries it once.
/// </summary>
internal sealed class TrialKeeper(
    HealthReader health, BootPartition boot, SlotPartitions slots, UpgradeFiles files, ConfigurationEngine engine, IOperations operations,
    ImageFacts image, EventHub events, TimeProvider time, ILogger<TrialKeeper> log)
{
    public const string Subject = "upgrade";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private volatile IReadOnlyList<string> waitsFor = [];

    /// <summary>What the image on trial is not yet as good at.</summary>
    public IReadOnlyList<string> WaitsFor => waitsFor;

    /// <summary>Seconds that are left to it; null: none is on trial here.</summary>
    public double? SecondsLeft => files.Trial is { } trial && trial.Slot == slots.Running
        ? Math.Max(0, trial.Seconds - MachineFiles.UptimeSeconds())
        : null;

    /// <summary>Of a slot that the initramfs could not start, and left; null: there is none.</summary>
    public (string Slot, string Reason)? Failed { get; private set; }

    public async Task RunAsync(CancellationToken stopping)
    {
        if (slots.Running is not { } running)
            return;
        await engine.Booted.WaitAsync(stopping);
        if (await boot.EnvironmentAsync(stopping) is not { } environment)
            return;
        var says = image.Read();
        files.Know(running, new SlotImage(says.Image ?? "unknown", says.Board, says.Release, slots.RootHash, time.GetLocalNow()));
        Failed = environment.TryGetValue("failed", out var text) && text.Split(':', 2) is [var slot, var reason] && slot != running
            ? (slot, reason)
            : null;
        if (files.Trial is not { } trial)
        {
            if (Failed is { } failed)
                events.Publish(Subject, $"slot {failed.Slot} could not be started ({failed.Reason}); slot {running} runs in its place");
            return;
        }
        if (trial.Slot == running)
            await JudgeAsync(trial, stopping);
        else if (environment.GetValueOrDefault("slot") != trial.Slot || environment.GetValueOrDefault("try") is not ("1" or "2" or "3"))
            End(trial, isKept: false, [Failed is { } why ? $"its root could not be started: {why.Reason}" : Ended(files.Words)]);
    }

    private static string Ended(string? words) =>
        words ?? "it ended before it was judged: a panic, a hang, a daemon that did not start, or the power went";

    private async Task JudgeAsync(Trial trial, CancellationToken stopping)
    {
        events.Publish(Subject, $"slot {trial.Slot} is on trial: {trial.Version}, {trial.Seconds} seconds from its start");
        while (true)
        {
            var worse = HealthGate.Worse(trial.Before, await health.ReadAsync(stopping));
            if (worse.Count == 0)
            {
                await boot.SetAsync(stopping, "try=", "failed=");
                End(trial, isKept: true, []);
                waitsFor = [];
                return;
            }
            waitsFor = worse;
            if (MachineFiles.UptimeSeconds() > trial.Seconds)
            {
                await GiveUpAsync(trial, worse, stopping);
                return;
            }
            await Task.Delay(Pause, time, stopping);
        }
    }

    private async Task GiveUpAsync(Trial trial, IReadOnlyList<string> worse, CancellationToken stopping)
    {
        End(trial, isKept: false, worse);
        await boot.SetAsync(stopping, $"slot={trial.From}", "try=");
        await operations.PowerAsync(again: true, stopping);
    }

    private void End(Trial trial, bool isKept, IReadOnlyList<string> reasons)
    {
        var outcome = new TrialOutcome(trial, isKept, time.GetLocalNow(), reasons);
        try
        {
            files.End(outcome);
        }
        catch (IOException exception)
        {
            log.UpgradeNotRecorded(exception.Message);
        }
        var what = isKept
            ? $"{trial.Version} in slot {trial.Slot} is kept"
            : $"{trial.Version} in slot {trial.Slot} is not kept: {string.Join("; ", reasons)}; {trial.FromVersion} in slot {trial.From} goes on";
        log.UpgradeEnded(what);
        events.Publish(Subject, what);
    }
}
