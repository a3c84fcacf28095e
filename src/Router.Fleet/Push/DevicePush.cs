using System.Text;
using Router.Api.Contract;
using Router.Documents;

namespace Router.Fleet.Push;

/// <summary>
/// Pushes to one device: reads what runs, lets the device forecast where that is wanted, commits with a window for the confirmation, and
/// leaves the rest to <see cref="PushSettlement"/>. Whatever breaks on the way, the report says what the device runs, or when it goes
/// back by itself.
/// </summary>
/// <param name="first">For what is begun with.</param>
/// <param name="again">For devices that are waited for.</param>
/// <param name="clock">Time.</param>
/// <param name="settings">How.</param>
/// <param name="statements">Where devices have to prove what they run; null: they are taken at their word.</param>
public sealed class DevicePush(
    IDeviceConnector first, IDeviceConnector again, IClock clock, PushSettings settings, StatementDesk? statements = null)
{
    private readonly PushSettlement settlement = new(again, clock, settings, statements);

    private TimeSpan Window => TimeSpan.FromMinutes(settings.ConfirmMinutes);

    /// <summary>Never throws for what a device does; a cancellation is a report too.</summary>
    public async Task<PushReport> RunAsync(PushOrder order, CancellationToken stopping)
    {
        var started = clock.Elapsed;
        var report = await ReportAsync(order, stopping);
        return report with { Seconds = Math.Round((clock.Elapsed - started).TotalSeconds, 3) };
    }

    private async Task<PushReport> ReportAsync(PushOrder order, CancellationToken stopping)
    {
        var name = order.Device.Name;
        try
        {
            return await PushAsync(order, stopping);
        }
        catch (ConnectException e)
        {
            return new(name, DeviceReport.OutcomeOf(e.Kind), e.Message);
        }
        catch (OperationCanceledException)
        {
            return new(name, DeviceOutcome.Interrupted, "nothing was committed");
        }
        catch (IOException e)
        {
            return new(name, DeviceOutcome.Failed, $"{e.Message}; nothing was committed");
        }
    }

    private async Task<PushReport> PushAsync(PushOrder order, CancellationToken stopping)
    {
        await using var session = await first.ConnectAsync(order.Device, stopping);
        var locking = DeviceLock.Of(settings);
        if (await locking.TakeAsync(session, order.Device.Name, stopping) is { } kept)
            return kept;
        var (report, wait) = await CommitAsync(session, order, locking, stopping);
        if (wait is null)
            await locking.ReleaseAsync(session, stopping);
        else
            report = await settlement.SettleAsync(wait, stopping);
        return locking.IsUnknown ? report! with { Notes = [.. report.Notes, DeviceLock.Unknown] } : report!;
    }

    /// <summary>One of the two: the device is done with, or a commit waits there for its confirmation.</summary>
    private async Task<(PushReport? Report, PushWait? Wait)> CommitAsync(
        IDeviceSession session, PushOrder order, DeviceLock locking, CancellationToken stopping)
    {
        var name = order.Device.Name;
        var shown = await session.RunAsync(DeviceAnswers.ShowConfiguration, default, stopping);
        if (ApiAnswer.Read<Response.Document>(shown.Out) is not { Text: var before })
            return (DeviceAnswers.NotUnderstood(name, "show configuration", shown), null);
        var heard = await AskAsync(session, name, stopping);
        if (heard is { Statement: null } and not { IsUnsaid: true } || heard is { IsUnsaid: true } && !statements!.AllowsUnsigned)
            return (Unproven(name, heard) with { Before = before }, null);
        var status = settings.Exclusive ? await session.StatusAsync(stopping) : null;
        if (status is { ConfirmBefore: { } deadline })
            return await OthersAsync(order, before, status, deadline, session, stopping);
        if (before == DocumentText.AsStored(order.Document) && order is { Secrets.Count: 0, SetFiles.Count: 0, ValuesOf: null }
            && await session.SettledAsync(stopping) is { } generation)
            return (Unchanged(order, before, generation, heard), null);
        if (!settings.DryRun && await SendAsync(session, order, stopping) is { } unsent)
            return (unsent with { Before = before }, null);
        var (wrong, forecast) = settings.Forecast || settings.DryRun ? await ForecastAsync(session, order, stopping) : (null, null);
        if (wrong is not null || settings.DryRun)
            return ((wrong ?? new(name, DeviceOutcome.Forecast, Words(forecast))) with
            {
                Before = before,
                Steps = forecast?.Plan.Count ?? 0,
                Ends = forecast?.LostTotal ?? 0,
                Notes = [.. forecast?.Advice ?? []],
            }, null);
        var health = settings.Health ? await DeviceHealth.ReadAsync(session, stopping) : null;

        var sent = clock.Elapsed;
        var goesBack = clock.Now + Window;
        Response.Committed? committed = null;
        var why = "";
        try
        {
            var answer = await session.RunAsync(CommitCommand(order, locking), Encoding.UTF8.GetBytes(order.Document), stopping);
            committed = ApiAnswer.Read<Response.Committed>(answer.Out);
            // "Done" in words of another version is a commit all the same: what runs then says the rest.
            if (committed is null && answer.ExitCode is not (null or 0))
                return (DeviceAnswers.Refused(name, "commit-file", answer) with { Before = before }, null);
            goesBack = committed?.ConfirmBefore ?? goesBack;
        }
        catch (OperationCanceledException)
        {
            return (PushSettlement.Interrupted(name, goesBack) with { Before = before }, null);
        }
        catch (IOException e)
        {
            why = e.Message;
        }
        // A device that cannot be reached any more lets the old connection hang: it is closed while the new one is tried.
        await session.DisposeAsync();
        var wait = new PushWait(order, before, committed, sent + Window, goesBack, why)
        {
            Health = health,
            Lost = forecast?.LostTotal ?? 0,
            BeforeGeneration = status?.Generation,
        };
        return (null, wait);
    }

    /// <summary>Null: nobody wants to know.</summary>
    private async Task<HeardStatement?> AskAsync(IDeviceSession session, string name, CancellationToken stopping) =>
        statements is null || settings.DryRun ? null : await statements.AskAsync(session, name, stopping);

    private static PushReport Unproven(string name, HeardStatement heard) =>
        new(name, DeviceOutcome.Unproven, $"{heard.Trouble}{PushSettlement.WayOut(heard)}; nothing was sent");

    private PushReport Unchanged(PushOrder order, string before, int generation, HeardStatement? heard)
    {
        var (name, isProven) = (order.Device.Name, heard?.Proves(before, generation) == true);
        if (isProven)
            statements!.Pushed(name, order.Document, before, settings.Comment);
        return new(
            name, isProven || heard is null or { IsUnsaid: true } ? DeviceOutcome.Unchanged : DeviceOutcome.Unproven,
            isProven || heard is null ? "runs this configuration already"
            : heard.IsUnsaid ? PushSettlement.OnItsWord
            : "it says to run this configuration already, and signs that it runs another one")
        {
            Generation = generation,
            Before = before,
        };
    }

    /// <summary>Null: the device has what goes along.</summary>
    private static async Task<PushReport?> SendAsync(IDeviceSession session, PushOrder order, CancellationToken stopping)
    {
        foreach (var (kind, name, value) in order.Secrets.Select(one => ("secret", one.Key, one.Value))
            .Concat(order.SetFiles.Select(one => ("set-file", one.Key, one.Value))))
        {
            var set = await session.RunAsync($"set {kind} {name} --json", Encoding.UTF8.GetBytes(value), stopping);
            if (set.ExitCode != 0)
                return DeviceAnswers.Refused(order.Device.Name, $"set {kind} {name}", set);
        }
        return null;
    }

    /// <summary>All checks of the device, and what a commit would do. Of a version that knows no forecast: neither.</summary>
    private async Task<(PushReport? Wrong, Response.Forecast? Forecast)> ForecastAsync(
        IDeviceSession session, PushOrder order, CancellationToken stopping)
    {
        var answer = await session.RunAsync("commit-file --dry-run --json", Encoding.UTF8.GetBytes(order.Document), stopping);
        if (ApiAnswer.Read<Response.Forecast>(answer.Out) is { } forecast)
            return (null, forecast);
        var refused = DeviceAnswers.Refused(order.Device.Name, "commit-file --dry-run", answer);
        return (settings.DryRun && order.Secrets.Count > 0
            ? refused with
            {
                Detail = $"{refused.Detail}; a push sends it {string.Join(", ", order.Secrets.Keys)} first, a dry run does not",
            }
            : refused, null);
    }

    private static string Words(Response.Forecast? forecast) => forecast is null
        ? ""
        : $"would take {(forecast.Plan.Count == 1 ? "1 step" : $"{forecast.Plan.Count} steps")}"
            + (forecast.LostTotal > 0 ? $" and end {(forecast.LostTotal == 1 ? "1 session" : $"{forecast.LostTotal} sessions")}" : "");

    /// <summary>A commit waits there already: one of our own that was left off is gone on with, anybody else's is left alone.</summary>
    private async Task<(PushReport? Report, PushWait? Wait)> OthersAsync(
        PushOrder order, string running, RunningStatus waiting, DateTimeOffset deadline, IDeviceSession session, CancellationToken stopping)
    {
        var name = order.Device.Name;
        var isOurs = settings is { DryRun: false, Comment: { } comment } && waiting.Comment == comment;
        if (!isOurs || !DocumentText.Same(running, order.Document))
            return (new(
                name, DeviceOutcome.Busy,
                $"a commit of {waiting.By}{(waiting.Comment is { } remark ? $" ({remark})" : "")}"
                + (waiting.At is { } at ? $" since {at.ToLocalTime():HH:mm:ss}" : "")
                + $" waits for its confirmation until {deadline.ToLocalTime():HH:mm:ss}"), null);
        await session.DisposeAsync();
        var left = deadline - clock.Now;
        var wait = new PushWait(order, null, null, clock.Elapsed + (left < Window ? left : Window), deadline, "") { Stored = running };
        return (null, wait);
    }

    private string CommitCommand(PushOrder order, DeviceLock locking)
    {
        var comment = settings.Comment is { } text ? $" --comment {ConfigPath.Quote(text)}" : "";
        var values = order.ValuesOf is { } number ? $" --values-of {number}" : "";
        return $"commit-file --confirm {settings.ConfirmMinutes}{comment}{locking.Option}{values} --json";
    }
}
