using Router.Api.Contract;
using Router.Documents;

namespace Router.Fleet.Push;

/// <summary>
/// Pushes to one device: reads what runs, commits with a window for the confirmation, confirms over a <b>new</b> TCP
/// connection (an old one outlives a configuration that lets no new ones in), and reads back. Whatever breaks on the way,
/// the report says what the device runs, or when it goes back by itself.
/// </summary>
public sealed class DevicePush(IDeviceConnector first, IDeviceConnector again, IClock clock, PushSettings settings)
{
    private const string ShowConfiguration = "show configuration --json";
    private const string ShowVersion = "show version --json";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private TimeSpan Window => TimeSpan.FromMinutes(settings.ConfirmMinutes);

    /// <summary>Never throws for what a device does; a cancellation is a report too.</summary>
    public async Task<DeviceReport> RunAsync(PushOrder order, CancellationToken stopping)
    {
        var started = clock.Elapsed;
        var report = await ReportAsync(order, stopping);
        return report with { Seconds = Math.Round((clock.Elapsed - started).TotalSeconds, 3) };
    }

    private async Task<DeviceReport> ReportAsync(PushOrder order, CancellationToken stopping)
    {
        var name = order.Device.Name;
        try
        {
            return await CommitAsync(order, stopping);
        }
        catch (ConnectException e)
        {
            return new(name, OutcomeOf(e.Kind), e.Message);
        }
        catch (OperationCanceledException)
        {
            return new(name, PushOutcome.Interrupted, "nothing was committed");
        }
        catch (IOException e)
        {
            return new(name, PushOutcome.Failed, $"{e.Message}; nothing was committed");
        }
    }

    private async Task<DeviceReport> CommitAsync(PushOrder order, CancellationToken stopping)
    {
        var name = order.Device.Name;
        await using var session = await first.ConnectAsync(order.Device, stopping);
        var shown = await session.RunAsync(ShowConfiguration, default, stopping);
        if (ApiAnswer.Read<Response.Document>(shown.Out) is not { Text: var before })
            return NotUnderstood(name, "show configuration", shown);
        if (before == DocumentText.AsStored(order.Document) && order.Secrets.Count == 0 && order.SetFiles.Count == 0
            && await SettledAsync(session, stopping) is { } generation)
            return new(name, PushOutcome.Unchanged, "runs this configuration already") { Generation = generation };
        foreach (var (secret, value) in order.Secrets)
        {
            var set = await session.RunAsync($"set secret {secret} --json", System.Text.Encoding.UTF8.GetBytes(value), stopping);
            if (set.ExitCode != 0)
                return Refused(name, $"set secret {secret}", set);
        }
        foreach (var (file, text) in order.SetFiles)
        {
            var set = await session.RunAsync($"set set-file {file} --json", System.Text.Encoding.UTF8.GetBytes(text), stopping);
            if (set.ExitCode != 0)
                return Refused(name, $"set set-file {file}", set);
        }

        var sent = clock.Elapsed;
        var goesBack = clock.Now + Window;
        Response.Committed? committed = null;
        var why = "";
        try
        {
            var answer = await session.RunAsync(CommitCommand(), System.Text.Encoding.UTF8.GetBytes(order.Document), stopping);
            committed = ApiAnswer.Read<Response.Committed>(answer.Out);
            // "Done" in words of another version is a commit all the same: what runs then says the rest.
            if (committed is null && answer.ExitCode is not (null or 0))
                return Refused(name, "commit-file", answer);
            goesBack = committed?.ConfirmBefore ?? goesBack;
        }
        catch (OperationCanceledException)
        {
            return Interrupted(name, goesBack);
        }
        catch (IOException e)
        {
            why = e.Message;
        }
        // A device that cannot be reached any more lets the old connection hang: it is closed while the new one is tried.
        await session.DisposeAsync();
        return await SettleAsync(new(order, before, committed, sent + Window, goesBack, why), stopping);
    }

    /// <summary>Reaches the device again and confirms, as long as that may help.</summary>
    private async Task<DeviceReport> SettleAsync(Wait wait, CancellationToken stopping)
    {
        var name = wait.Order.Device.Name;
        try
        {
            if (await UntilAsync(wait.Ends - settings.Margin, wait, ConfirmAsync, stopping) is { } report)
                return report;
            var cutOff = new DeviceReport(
                name, PushOutcome.CutOff, $"not reached again ({wait.Why}); goes back by itself at {wait.GoesBack.ToLocalTime():HH:mm:ss}")
            {
                ReturnsAt = wait.GoesBack,
                Steps = wait.Steps,
                Notes = wait.Notes,
            };
            return settings.WaitReturn ? await UntilAsync(wait.Ends + settings.ReturnGrace, wait, LookAsync, stopping) ?? cutOff with
            {
                Detail = $"not reached again ({wait.Why}), and not back {settings.ReturnGrace.TotalSeconds:0} s after its time",
            } : cutOff;
        }
        catch (OperationCanceledException)
        {
            return Interrupted(name, wait.GoesBack);
        }
    }

    /// <summary>Tries <paramref name="act"/> over new connections until it gives a report; null: the time is over.</summary>
    private async Task<DeviceReport?> UntilAsync(
        TimeSpan end, Wait wait, Func<IDeviceSession, Wait, CancellationToken, Task<DeviceReport?>> act, CancellationToken stopping)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); clock.Elapsed < end; pause = Min(pause * 2, LongestPause))
        {
            try
            {
                await using var session = await again.ConnectAsync(wait.Order.Device, stopping);
                if (await act(session, wait, stopping) is { } report)
                    return report;
            }
            catch (IOException e)
            {
                wait.Why = e.Message;
            }
            await clock.DelayAsync(Min(pause, Max(end - clock.Elapsed, TimeSpan.Zero)), stopping);
        }
        return null;
    }

    private async Task<DeviceReport?> ConfirmAsync(IDeviceSession session, Wait wait, CancellationToken stopping)
    {
        var name = wait.Order.Device.Name;
        var running = (await AskAsync<Response.Document>(session, ShowConfiguration, stopping))?.Text;
        if (running is not null && !await IsMineAsync(session, wait, running, stopping))
        {
            // Without its answer the device may still be at it.
            wait.Why = "it runs another configuration";
            return wait.Committed is null ? null : Gone(wait, running);
        }
        if (await AskAsync<Response.Failed>(session, "confirm --json", stopping) is { } failed)
            wait.Why = failed.Message;
        return await SettledAsync(session, stopping) is { } generation
            ? new(name, PushOutcome.Applied, wait.Steps == 1 ? "1 step" : $"{wait.Steps} steps")
            {
                Generation = generation,
                Steps = wait.Steps,
                Notes = wait.Notes
            }
            : null;
    }

    /// <summary>
    /// A device keeps what it made of the text that was sent. What it says of the commit that waits for its confirmation tells whether that
    /// is this one; text is compared only where that cannot be asked any more.
    /// </summary>
    private static async Task<bool> IsMineAsync(IDeviceSession session, Wait wait, string running, CancellationToken stopping)
    {
        if (running == wait.Stored || DocumentText.Same(running, wait.Order.Document))
            return true;
        if (wait.Committed?.ConfirmBefore is not { } deadline
            || await AskAsync<Response.Version>(session, ShowVersion, stopping) is not { Configuration.ConfirmBefore: { } waits }
            || waits != deadline)
            return false;
        wait.Stored = running;
        return true;
    }

    /// <summary>After the window: what does it run?</summary>
    private async Task<DeviceReport?> LookAsync(IDeviceSession session, Wait wait, CancellationToken stopping)
    {
        var running = (await AskAsync<Response.Document>(session, ShowConfiguration, stopping))?.Text;
        return running is null || running == wait.Stored || DocumentText.Same(running, wait.Order.Document) ? null : Gone(wait, running);
    }

    private static DeviceReport Gone(Wait wait, string running) =>
        new(wait.Order.Device.Name, PushOutcome.Returned, running == wait.Before
            ? "it could not be confirmed in time, went back by itself and runs the old configuration"
            : "it runs neither the old nor the new configuration: somebody else has committed")
        {
            Steps = wait.Steps,
            Notes = wait.Notes,
        };

    /// <summary>The generation that runs and boots; null: there is none, or one that waits for its confirmation.</summary>
    private static async Task<int?> SettledAsync(IDeviceSession session, CancellationToken stopping) =>
        await AskAsync<Response.Version>(session, ShowVersion, stopping) is { Configuration: { ConfirmBefore: null } running }
            ? running.Generation
            : null;

    private static async Task<T?> AskAsync<T>(IDeviceSession session, string command, CancellationToken stopping)
        where T : Response =>
        ApiAnswer.Read<T>((await session.RunAsync(command, default, stopping)).Out);

    private string CommitCommand() =>
        $"commit-file --confirm {settings.ConfirmMinutes}{(settings.Comment is { } comment ? $" --comment {ConfigPath.Quote(comment)}" : "")} --json";

    private static DeviceReport Refused(string name, string command, CommandOutput answer) =>
        ApiAnswer.Read<Response.Failed>(answer.Out) is { } failed
            ? new(name, PushOutcome.Refused, failed.Message) { Problems = [.. failed.Problems] }
            : NotUnderstood(name, command, answer);

    private static DeviceReport NotUnderstood(string name, string command, CommandOutput answer) =>
        new(name, PushOutcome.Failed, ApiAnswer.Read<Response.Failed>(answer.Out)?.Message is { } message
            ? $"{command}: {message}"
            : $"{command} gave no answer of a router (exit code {answer.ExitCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}){FirstLine(answer.Error)}");

    private static string FirstLine(string text) => text.Trim().Split('\n')[0] is { Length: > 0 } line ? $": {line.Trim()}" : "";

    private static DeviceReport Interrupted(string name, DateTimeOffset goesBack) =>
        new(name, PushOutcome.Interrupted, $"committed and not confirmed: goes back by itself at {goesBack.ToLocalTime():HH:mm:ss}")
        {
            ReturnsAt = goesBack
        };

    private static PushOutcome OutcomeOf(ConnectFailure kind) => kind switch
    {
        ConnectFailure.HostKey => PushOutcome.HostKey,
        ConnectFailure.Login => PushOutcome.Login,
        _ => PushOutcome.Unreachable,
    };

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    /// <summary>
    /// A commit that waits. <see cref="Committed"/> null: its answer was lost. <see cref="Why"/>: what kept it from being confirmed so far.
    /// </summary>
    private sealed class Wait(
        PushOrder order, string before, Response.Committed? committed, TimeSpan ends, DateTimeOffset goesBack, string why)
    {
        public PushOrder Order => order;

        public string Before => before;

        public Response.Committed? Committed => committed;

        public TimeSpan Ends => ends;

        public DateTimeOffset GoesBack => goesBack;

        public int Steps => committed?.Plan.Count ?? 0;

        public ValueList<string> Notes => [.. committed?.Advice ?? []];

        /// <summary>What the device made of the document; null: it was not seen while the commit waited.</summary>
        public string? Stored { get; set; }

        public string Why { get; set; } = why;
    }
}
