using Router.Fleet.Push;

namespace Router.Fleet.Rollouts;

/// <summary>Does one thing with a device.</summary>
/// <param name="first">For what is begun with.</param>
/// <param name="again">For devices that are waited for: they never queue behind those that have not begun.</param>
public delegate Func<TJob, CancellationToken, Task<TReport>> DeviceWork<in TJob, TReport>(IDeviceConnector first, IDeviceConnector again);

/// <summary>Does one thing with many devices, in waves, many at once, until too many fared badly.</summary>
public sealed class Rollout<TJob, TReport>(
    IDeviceConnector connector, IClock clock, RolloutSettings settings, DeviceWork<TJob, TReport> work)
    where TReport : DeviceReport
{
    /// <summary>
    /// A report for each job, in the same order.
    /// </summary>
    /// <param name="jobs">In their order; the first ones are the canary.</param>
    /// <param name="skipped">The report of one that was not begun, and why.</param>
    /// <param name="watch">Hears how it goes.</param>
    /// <param name="stopping">Ends it; each device is left in a state that its report tells.</param>
    /// <param name="before">What is known of a job that was done by an earlier run; null: it was not.</param>
    public async Task<IReadOnlyList<TReport>> RunAsync(
        IReadOnlyList<TJob> jobs, Func<TJob, string, TReport> skipped, IRolloutWatch<TReport> watch, CancellationToken stopping,
        Func<TJob, TReport?>? before = null)
    {
        using var halted = new CancellationTokenSource();
        using var first = new BoundedConnector(connector, settings.Parallel, halted.Token);
        using var again = new BoundedConnector(connector, settings.Parallel, CancellationToken.None);
        var run = work(first, again);
        var state = new State(settings.MaxFailures, halted, watch);
        var reports = new TReport?[jobs.Count];
        var waves = settings.Waves(jobs.Count);
        var begin = 0;
        for (var wave = 0; wave < waves.Count; wave++)
        {
            var places = Enumerable.Range(begin, waves[wave]).ToList();
            begin += waves[wave];
            foreach (var place in places)
                reports[place] = before?.Invoke(jobs[place]);
            var open = places.Where(place => reports[place] is null).ToList();
            if (open.Count == 0)
                continue;
            if (state.Why is null && !stopping.IsCancellationRequested)
                watch.Wave(wave + 1, waves.Count, open.Count);
            var isCanary = wave == 0 && settings.Canary > 0;
            await Task.WhenAll(open.Select(async place => reports[place] = await OneAsync(jobs[place], isCanary)));
            if (wave + 1 < waves.Count && state.Why is null && settings.Pause > TimeSpan.Zero)
                await PauseAsync(watch, stopping);
        }
        return [.. reports.Select(report => report!)];

        async Task<TReport> OneAsync(TJob job, bool isCanary)
        {
            if (state.Why is { } why)
                return Told(skipped(job, why));
            var report = await run(job, stopping);
            // Whoever queued for a connection when it was halted was not begun.
            if (report.Outcome == DeviceOutcome.Interrupted && !stopping.IsCancellationRequested && state.Why is { } since)
                return Told(skipped(job, since));
            state.Count(report, isCanary);
            return Told(report);
        }

        TReport Told(TReport report)
        {
            watch.Done(report);
            return report;
        }
    }

    private async Task PauseAsync(IRolloutWatch<TReport> watch, CancellationToken stopping)
    {
        watch.Pauses(settings.Pause);
        try
        {
            await clock.DelayAsync(settings.Pause, stopping);
        }
        catch (OperationCanceledException)
        {
            // The devices that are left report it.
        }
    }

    private sealed class State(int maxFailures, CancellationTokenSource halted, IRolloutWatch<TReport> watch)
    {
        private readonly Lock gate = new();
        private int failures;

        /// <summary>Why no other one is begun; null: others are.</summary>
        public string? Why { get; private set; }

        public void Count(TReport report, bool isCanary)
        {
            lock (gate)
            {
                if (report.Good || Why is not null)
                    return;
                failures++;
                if (failures <= maxFailures && !isCanary)
                    return;
                Why = isCanary ? $"{report.Device} of the first wave fared badly" : $"{failures} devices fared badly";
            }
            watch.Halts(Why);
            halted.Cancel();
        }
    }
}
