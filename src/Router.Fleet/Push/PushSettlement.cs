using Router.Api.Contract;

namespace Router.Fleet.Push;

/// <summary>
/// From the commit to its end: reaches the device again over <b>new</b> TCP connections (an old one outlives a configuration that lets no
/// new ones in), sees that it is as healthy as before, confirms, reads back.
/// </summary>
internal sealed class PushSettlement(IDeviceConnector again, IClock clock, PushSettings settings, StatementDesk? statements = null)
{
    public const string OnItsWord = "on its word: its release signs no statements";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    /// <summary>Reaches the device again and confirms, as long as that may help.</summary>
    public async Task<PushReport> SettleAsync(PushWait wait, CancellationToken stopping)
    {
        try
        {
            if (await UntilAsync(wait.Ends - settings.Margin, wait, ConfirmAsync, stopping) is { } report)
                return report;
            var cutOff = wait.Report(
                DeviceOutcome.CutOff, $"not reached again ({wait.Why}); goes back by itself at {wait.GoesBack.ToLocalTime():HH:mm:ss}") with
            {
                ReturnsAt = wait.GoesBack,
            };
            return settings.WaitReturn ? await UntilAsync(wait.Ends + settings.ReturnGrace, wait, LookAsync, stopping) ?? cutOff with
            {
                Detail = $"not reached again ({wait.Why}), and not back {settings.ReturnGrace.TotalSeconds:0} s after its time",
            } : cutOff;
        }
        catch (OperationCanceledException)
        {
            return Interrupted(wait.Name, wait.GoesBack);
        }
    }

    public static PushReport Interrupted(string name, DateTimeOffset goesBack) =>
        new(name, DeviceOutcome.Interrupted, $"committed and not confirmed: goes back by itself at {goesBack.ToLocalTime():HH:mm:ss}")
        {
            ReturnsAt = goesBack
        };

    /// <summary>Tries <paramref name="act"/> over new connections until it gives a report; null: the time is over.</summary>
    private async Task<PushReport?> UntilAsync(
        TimeSpan end, PushWait wait, Func<IDeviceSession, PushWait, CancellationToken, Task<PushReport?>> act, CancellationToken stopping)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); clock.Elapsed < end; pause = Min(pause * 2, LongestPause))
        {
            try
            {
                await using var session = await again.ConnectAsync(wait.Order.Device, stopping);
                if (await act(session, wait, stopping) is { } report)
                {
                    await DeviceLock.Of(settings).ReleaseAsync(session, stopping);
                    return report;
                }
            }
            catch (IOException e)
            {
                wait.Why = e.Message;
            }
            await clock.DelayAsync(Min(pause, Max(end - clock.Elapsed, TimeSpan.Zero)), stopping);
        }
        return null;
    }

    private async Task<PushReport?> ConfirmAsync(IDeviceSession session, PushWait wait, CancellationToken stopping)
    {
        var running = (await session.AskAsync<Response.Document>(DeviceAnswers.ShowConfiguration, stopping))?.Text;
        if (running is not null && !await IsMineAsync(session, wait, running, stopping))
        {
            // Without its answer the device may still be at it.
            wait.Why = "it runs another configuration";
            return wait.Committed is null ? null : Gone(wait, running);
        }
        if (wait.Health is { } before && (await DeviceHealth.ReadAsync(session, stopping)).WorseThan(before) is { Count: > 0 } worse)
            return await WorseAsync(session, wait, worse, stopping);
        if (await session.AskAsync<Response.Failed>("confirm --json", stopping) is { } failed)
            wait.Why = failed.Message;
        return await session.SettledAsync(stopping) is { } generation
            ? await ProveAsync(session, wait, running ?? wait.Stored ?? DocumentText.AsStored(wait.Order.Document), generation, stopping)
            : null;
    }

    /// <summary>It is confirmed; whether the device signs that it runs it.</summary>
    private async Task<PushReport> ProveAsync(
        IDeviceSession session, PushWait wait, string running, int generation, CancellationToken stopping)
    {
        if (statements is null)
            return Applied(wait) with { Generation = generation };
        var heard = await statements.AskAsync(session, wait.Name, stopping);
        if (heard.IsUnsaid && statements.AllowsUnsigned)
            return Applied(wait) with { Generation = generation, Detail = OnItsWord };
        if (!heard.Proves(running, generation))
            return wait.Report(
                DeviceOutcome.Unproven,
                $"it is confirmed, and not proven: {heard.Trouble ?? "it signs that it runs another one"}{WayOut(heard)}") with
            {
                Generation = generation,
            };
        statements.Pushed(wait.Name, wait.Order.Document, running, settings.Comment);
        return Applied(wait) with { Generation = generation };
    }

    /// <summary>What to do about a device that says nothing.</summary>
    public static string WayOut(HeardStatement heard) => heard.IsUnsaid ? " (upgrade it, or take its word by --allow-unsigned)" : "";

    private static PushReport Applied(PushWait wait)
    {
        var report = wait.Report(DeviceOutcome.Applied, "");
        return report with { Detail = report.Steps == 1 ? "1 step" : $"{report.Steps} steps" };
    }

    /// <summary>What starts may take its time. Null: it has some left.</summary>
    private async Task<PushReport?> WorseAsync(
        IDeviceSession session, PushWait wait, IReadOnlyList<string> worse, CancellationToken stopping)
    {
        wait.Why = $"it is worse than before: {string.Join(", ", worse)}";
        wait.HealthyBy ??= Min(clock.Elapsed + settings.HealthWait, wait.Ends - (3 * settings.Margin));
        if (clock.Elapsed < wait.HealthyBy)
            return null;
        var answer = await session.RunAsync("rollback --json", default, stopping);
        return answer.ExitCode == 0
            ? wait.Report(DeviceOutcome.Unhealthy, $"{wait.Why}; it was taken back, and runs the old configuration")
            : wait.Report(
                DeviceOutcome.Unhealthy, $"{wait.Why}; goes back by itself at {wait.GoesBack.ToLocalTime():HH:mm:ss}") with
            {
                ReturnsAt = wait.GoesBack
            };
    }

    /// <summary>
    /// A device keeps what it made of the text that was sent. What it says of the commit that waits for its confirmation tells whether that
    /// is this one; text is compared only where that cannot be asked any more.
    /// </summary>
    private static async Task<bool> IsMineAsync(IDeviceSession session, PushWait wait, string running, CancellationToken stopping)
    {
        if (running == wait.Stored || DocumentText.Same(running, wait.Order.Document))
            return true;
        if (wait.Committed?.ConfirmBefore is not { } deadline
            || await session.StatusAsync(stopping) is not { ConfirmBefore: { } waits }
            || waits != deadline)
            return false;
        wait.Stored = running;
        return true;
    }

    /// <summary>After the window: what does it run?</summary>
    private async Task<PushReport?> LookAsync(IDeviceSession session, PushWait wait, CancellationToken stopping)
    {
        var running = (await session.AskAsync<Response.Document>(DeviceAnswers.ShowConfiguration, stopping))?.Text;
        return running is null || running == wait.Stored || DocumentText.Same(running, wait.Order.Document) ? null : Gone(wait, running);
    }

    private static PushReport Gone(PushWait wait, string running) => wait.Report(DeviceOutcome.Returned, running == wait.Before
        ? "it could not be confirmed in time, went back by itself and runs the old configuration"
        : "it runs neither the old nor the new configuration: somebody else has committed");

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
