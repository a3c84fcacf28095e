using Microsoft.Extensions.Logging;
using Router.Core.Edges;
using Router.Daemon.Engine;
using Router.Features.Schedules;

namespace Router.Daemon.Schedules;

/// <summary>
/// Does what the running configuration says by the clock. What the clock jumps over (a router that boots without one) is not made up for;
/// one that has not ended is not begun again.
/// </summary>
internal sealed class Scheduler(
    IScheduledRunner runner, ConfigurationEngine engine, EventHub events, TimeProvider time, ILogger<Scheduler> log)
{
    private const string Subject = "schedule";

    /// <summary>The clock may be set meanwhile, and what was due before that is not due.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1), Never = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, (ScheduleConfig Config, DateTimeOffset Due)> due = [];
    private readonly Dictionary<string, Task> running = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        using var commits = new CommitWatch(engine, time);
        await engine.Booted.WaitAsync(stopping);
        try
        {
            while (true)
            {
                Look(stopping);
                await commits.WaitAsync(Pause(), stopping);
            }
        }
        finally
        {
            await Task.WhenAll(running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Look(CancellationToken stopping)
    {
        var now = time.GetLocalNow();
        var schedules = engine.Running.Content.Config.System.Schedule;
        foreach (var name in due.Keys.Where(name => !schedules.ContainsKey(name)).ToList())
            due.Remove(name);
        foreach (var (name, config) in schedules)
        {
            if (due.TryGetValue(name, out var entry) && entry.Config == config && entry.Due <= now && now - entry.Due <= LongestWait)
                Begin(name, config, stopping);
            if (ScheduleClock.Next(config, now, time.LocalTimeZone) is { } next)
                due[name] = (config, next);
        }
    }

    private void Begin(string name, ScheduleConfig config, CancellationToken stopping)
    {
        if (running.TryGetValue(name, out var before) && !before.IsCompleted)
        {
            log.ScheduleFailed(name, "it has not ended since it began last, and is not begun again");
            return;
        }
        running[name] = DoAsync(name, config, stopping);
    }

    private async Task DoAsync(string name, ScheduleConfig config, CancellationToken stopping)
    {
        log.ScheduleBegins(name);
        events.Publish(Subject, $"{name}: {config.Command ?? "its line for the shell"}");
        try
        {
            if (await runner.RunAsync(config, stopping) is { } wrong)
                Fail(name, wrong);
        }
        catch (ApplyException exception)
        {
            Fail(name, exception.Message);
        }
    }

    private void Fail(string name, string why)
    {
        log.ScheduleFailed(name, why);
        events.Publish(Subject, $"{name}: {why}");
    }

    private TimeSpan Pause()
    {
        if (due.Count == 0)
            return Never;
        var until = due.Values.Min(entry => entry.Due) - time.GetLocalNow();
        return until > LongestWait ? LongestWait : until > TimeSpan.Zero ? until : TimeSpan.Zero;
    }
}
