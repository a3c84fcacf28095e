using System.Globalization;
using Router.Api.Contract;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Fleet.Upgrades;

/// <summary>
/// Upgrades one device: sends what it lacks of a bundle, and waits until it has tried the release and says whether it keeps it. Whatever
/// breaks on the way, the report says what the device runs, or will try.
/// </summary>
public sealed class DeviceUpgrade(
    IDeviceConnector first, IDeviceConnector again, IClock clock, UpgradeSettings settings, IBundleSource bundle, IUpgradeWatch watch)
{
    private const string ShowUpgrade = "show upgrade --json";

    private const string Resumes = "upgrade again: what came is kept";

    /// <summary>For slow lines.</summary>
    private const int LockMinutes = 60;

    private static readonly TimeSpan SentWithin = TimeSpan.FromSeconds(60);

    private bool Waits => settings is { Restart: true, Wait: true };

    /// <summary>Never throws for what a device does; a cancellation is a report too.</summary>
    public async Task<UpgradeReport> RunAsync(Device device, CancellationToken stopping)
    {
        var started = clock.Elapsed;
        var report = await ReportAsync(device, stopping);
        return report with { Seconds = Math.Round((clock.Elapsed - started).TotalSeconds, 3) };
    }

    private async Task<UpgradeReport> ReportAsync(Device device, CancellationToken stopping)
    {
        try
        {
            var (report, before) = await SendAsync(device, stopping);
            return report is { Outcome: DeviceOutcome.Written } && Waits
                ? await AwaitAsync(device, report, before, stopping)
                : report;
        }
        catch (ConnectException e)
        {
            return new(device.Name, DeviceReport.OutcomeOf(e.Kind), e.Message);
        }
        catch (IOException e)
        {
            return new(device.Name, DeviceOutcome.Failed, $"{e.Message}; nothing was sent");
        }
        catch (OperationCanceledException)
        {
            return new(device.Name, DeviceOutcome.Interrupted, "nothing was sent");
        }
    }

    private async Task<(UpgradeReport Report, LastUpgrade? Before)> SendAsync(Device device, CancellationToken stopping)
    {
        await using var session = await first.ConnectAsync(device, stopping);
        var locking = new DeviceLock(settings.Lock, LockMinutes);
        if (await locking.TakeAsync(session, device.Name, stopping) is { } kept)
            return (new UpgradeReport(device.Name, kept.Outcome, kept.Detail), null);
        var sent = await SendAsync(session, device, stopping);
        // One that restarts forgets it by itself.
        if (sent.Report.Outcome != DeviceOutcome.Written || !settings.Restart)
            await locking.ReleaseAsync(session, stopping);
        return sent;
    }

    private async Task<(UpgradeReport Report, LastUpgrade? Before)> SendAsync(
        IDeviceSession session, Device device, CancellationToken stopping)
    {
        var before = Waits ? (await AskAsync(session, stopping))?.Last : null;
        var transfer = new BundleTransfer(
            bundle, settings.WorkWithin, SentWithin, (sent, wanted) => watch.Sends(device.Name, sent, wanted));
        var report = new UpgradeReport(device.Name, DeviceOutcome.Failed, "");
        try
        {
            var answer = await session.TalkAsync(
                $"upgrade --offer{(settings.Older ? " --older" : "")}{(settings.Restart ? "" : " --no-reboot")} --json",
                transfer.RunAsync, settings.WorkWithin, stopping);
            report = report with { Sent = transfer.Sent, Size = transfer.Wants?.Size ?? 0 };
            var said = transfer.Heard + answer.Out;
            if (ApiAnswer.Read<Response.UpgradeReady>(said) is { } ready)
                return (Written(report, ready), before);
            if (ApiAnswer.Read<Response.Failed>(said) is { } failed)
                return (report with { Outcome = DeviceOutcome.Refused, Detail = Words(failed) }, before);
            var code = answer.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none";
            return (report with { Detail = $"upgrade gave no answer of a router (exit code {code}){FirstLine(answer.Error)}" }, before);
        }
        catch (IOException e)
        {
            return (report with { Detail = $"{e.Message}; {Resumes}", Sent = transfer.Sent, Size = transfer.Wants?.Size ?? 0 }, before);
        }
        catch (OperationCanceledException)
        {
            return (report with
            {
                Outcome = DeviceOutcome.Interrupted,
                Detail = $"it runs what it ran; {Resumes}",
                Sent = transfer.Sent,
                Size = transfer.Wants?.Size ?? 0,
            }, before);
        }
    }

    private UpgradeReport Written(UpgradeReport report, Response.UpgradeReady ready)
    {
        if (ready.Restarts)
            watch.Restarts(report.Device, ready.Slot);
        return report with
        {
            Outcome = DeviceOutcome.Written,
            Slot = ready.Slot,
            Detail = $"slot {ready.Slot} is version {ready.Image}; "
                + (ready.Restarts ? "it restarts and tries it" : "its next restart tries it"),
        };
    }

    /// <summary>Until it has decided, or the time is over.</summary>
    private async Task<UpgradeReport> AwaitAsync(Device device, UpgradeReport report, LastUpgrade? before, CancellationToken stopping)
    {
        var (end, why, reasons) = (clock.Elapsed + settings.DecidedWithin, "it was not reached again", (IReadOnlyList<string>)[]);
        try
        {
            while (clock.Elapsed < end)
            {
                await clock.DelayAsync(settings.LookEvery, stopping);
                try
                {
                    await using var session = await again.ConnectAsync(device, stopping);
                    if (await AskAsync(session, stopping) is not { } answer)
                        (why, reasons) = ("it does not say how the trial goes", []);
                    else if (answer.Slot is not null)
                        (why, reasons) = ("it runs on trial", answer.WaitsFor);
                    else if (answer.Last is { } last && last.At != before?.At && last.Slot == report.Slot)
                        return Decided(report, last);
                    else
                        (why, reasons) = ("it has not restarted", []);
                }
                catch (IOException e)
                {
                    (why, reasons) = (e.Message, []);
                }
            }
            return report with
            {
                Outcome = DeviceOutcome.Undecided,
                Detail = $"not decided within {settings.DecidedWithin.TotalMinutes:0.#} minutes: {why}",
                Reasons = reasons,
            };
        }
        catch (OperationCanceledException)
        {
            return report with
            {
                Outcome = DeviceOutcome.Interrupted,
                Detail = "it tries the release, and decides by itself: show upgrade",
            };
        }
    }

    private UpgradeReport Decided(UpgradeReport report, LastUpgrade last) => last.IsKept
        ? report with { Outcome = DeviceOutcome.Kept, Detail = $"runs version {bundle.Version} from slot {last.Slot}" }
        : report with
        {
            Outcome = DeviceOutcome.Returned,
            Detail = "the release was not as good as what ran before, which runs again",
            Reasons = last.Reasons,
        };

    private static async Task<Response.Upgrade?> AskAsync(IDeviceSession session, CancellationToken stopping) =>
        ApiAnswer.Read<Response.Upgrade>((await session.RunAsync(ShowUpgrade, default, stopping)).Out);

    private static string Words(Response.Failed failed) => failed.Hint is { } hint ? $"{failed.Message} ({hint})" : failed.Message;

    private static string FirstLine(string text) => text.Trim().Split('\n')[0] is { Length: > 0 } line ? $": {line.Trim()}" : "";
}
