using System.Security.Cryptography;
using Router.Ctl.Bundle.Edges;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Ctl.Fleets.Edges;
using Router.Ctl.Push;
using Router.Ctl.Upgrades.Transfer;
using Router.Fleet.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Journals;
using Router.Fleet.Push;
using Router.Fleet.Rollouts;
using Router.Fleet.Upgrades;

namespace Router.Ctl.Fleets;

/// <summary>
/// Prepares all that can be wrong, asks, upgrades wave by wave, reports. Devices that a run which was left off was done with are left
/// alone.
/// </summary>
internal sealed class FleetUpgradeVerb(Terminal terminal)
{
    public required Asking Asking { get; init; }

    public required string Bundle { get; init; }

    /// <summary>A folder of public keys; null: those of the repository.</summary>
    public string? Keys { get; init; }

    public required RolloutSettings Rollout { get; init; }

    public required UpgradeSettings Settings { get; init; }

    public bool Yes { get; init; }

    /// <summary>An upgrade that was left off is not gone on with.</summary>
    public bool Anew { get; init; }

    public bool Json { get; init; }

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var by = Operator.Name;
        using var bundle = await LocalBundle.OpenAsync(Bundle, Keys, stopping);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bundle.HeadBytes.Span));
        var (book, chosen, connector) = await Asking.PrepareAsync(terminal, stopping);
        List<string> names = [.. chosen.Select(device => device.Name)];
        using var locks = DeviceLocks.Take(book.State, names, by);
        var folder = new JournalFolder(book.State, JournalFolder.OfUpgrades);
        var known = Anew ? null : folder.Open(names);
        if (known is { Journal: { } journalBefore })
            Approval.GoesOn(
                terminal, "upgrade", journalBefore, names.Count(name => Done(journalBefore, name, digest) is not null), names.Count);
        if (!Yes)
            Approval.Ask(terminal, Rollout, names.Count, $"Upgrade to version {bundle.Version}", "upgraded", "--yes if that is meant");
        using var journal = folder.Write(known, by);
        var audit = new AuditLog(book.State);
        audit.Write("upgrade", names, $"to version {bundle.Version} begins ({journal.Id})");
        SshConnector.PrepareThreads(Math.Min(names.Count, Rollout.Parallel));

        var reports = await UpgradeAsync(
            bundle, digest, [.. chosen.Select(device => device.Device)], connector, known?.Journal, journal, stopping);
        if (!stopping.IsCancellationRequested)
            journal.End();
        audit.Write("upgrade", names, $"to version {bundle.Version}: {OutcomeWords.Sum(reports)} ({journal.Id})");
        if (Json)
            terminal.WriteJson(reports, TransferJson.Default.IReadOnlyListUpgradeReport);
        else
            TransferTable.Print(terminal, reports);
        stopping.ThrowIfCancellationRequested();
        return reports.All(report => report.Good) ? ExitCode.Done : ExitCode.Input;
    }

    private async Task<IReadOnlyList<UpgradeReport>> UpgradeAsync(
        LocalBundle bundle, string digest, IReadOnlyList<Device> devices, IDeviceConnector connector, PushJournal? known,
        JournalWriter journal, CancellationToken stopping) => await ProgressDisplay.RunAsync(terminal, async steps =>
    {
        await bundle.VerifyAsync(steps, stopping);
        var clock = new SystemClock();
        var (sending, log) = (
            new TransferWatch(terminal, steps, devices.Count),
            new FleetLog<UpgradeReport>(terminal, steps, journal.Begun, report => journal.Done(report, digest)));
        var settings = Settings with { Lock = $"fleet upgrade {journal.Id} by {Operator.Name}" };
        var rollout = new Rollout<Device, UpgradeReport>(connector, clock, Rollout, (first, again) =>
        {
            var upgrade = new DeviceUpgrade(first, again, clock, settings, bundle, sending);
            return (device, ending) =>
            {
                log.Begins(device.Name);
                return upgrade.RunAsync(device, ending);
            };
        });
        return await rollout.RunAsync(
            devices, (device, why) => new(device.Name, DeviceOutcome.Skipped, $"not begun: {why}"), log, stopping,
            device => known is null ? null : Done(known, device.Name, digest));
    });

    /// <summary>Null: it has not come so far with this release.</summary>
    private static UpgradeReport? Done(PushJournal known, string device, string digest) =>
        known.LastOf(device, digest) is { Outcome: { } outcome } entry
        && new UpgradeReport(device, outcome, entry.Detail ?? "") { Seconds = entry.Seconds } is { Good: true } report
            ? report
            : null;
}
