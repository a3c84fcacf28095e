using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Ctl.Fleets.Edges;
using Router.Ctl.Push;
using Router.Fleet.Edges;
using Router.Fleet.Journals;
using Router.Fleet.Push;
using Router.Fleet.Rollouts;

namespace Router.Ctl.Fleets;

/// <summary>Prepares all that can be wrong, asks, pushes wave by wave, takes back where that is wanted, reports.</summary>
internal sealed class FleetPushVerb(Terminal terminal)
{
    private StatementDesk? statements;

    public required string Inventory { get; init; }

    public required IReadOnlyList<string> Selector { get; init; }

    public required Login Login { get; init; }

    public required RolloutSettings Rollout { get; init; }

    public required PushSettings Settings { get; init; }

    public bool Yes { get; init; }

    /// <summary>A push that was left off is not gone on with.</summary>
    public bool Anew { get; init; }

    /// <summary>Devices whose release signs no statements are taken at their word.</summary>
    public bool AllowUnsigned { get; init; }

    public bool RollbackOnFailure { get; init; }

    public FleetReports Reports { get; init; } = new(null, null);

    public bool Json { get; init; }

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var by = Operator.Name;
        var (book, orders, connector) = await Task.Run(Prepare, CancellationToken.None).WaitAsync(stopping);
        Reports.Check();
        statements = new StatementDesk(new RecordFolder(book.State), new SystemClock()) { AllowsUnsigned = AllowUnsigned };
        List<string> names = [.. orders.Select(order => order.Device.Name)];
        using var locks = Settings.DryRun ? null : DeviceLocks.Take(book.State, names, by);
        var (folder, audit) = (new JournalFolder(book.State), new AuditLog(book.State));
        var known = Settings.DryRun || Anew ? null : folder.Open(names);
        Announce(orders, known?.Journal);
        if (!Yes && !Settings.DryRun)
            Approval.Ask(terminal, Rollout, orders.Count, "Push to", "pushed to", "--yes if that is meant; --dry-run changes nothing");
        using var journal = Settings.DryRun ? null : folder.Write(known, by);
        if (journal is not null)
            audit.Write("push", names, $"begins ({journal.Id})");
        SshConnector.PrepareThreads(Math.Min(orders.Count, Rollout.Parallel));

        var result = await PushAsync(orders, connector, known?.Journal, journal, by, stopping);
        if (journal is not null && !stopping.IsCancellationRequested)
            journal.End();
        if (journal is not null)
            audit.Write("push", names, $"{OutcomeWords.Sum(result.Reports)} ({journal.Id})");
        Report(result);
        stopping.ThrowIfCancellationRequested();
        return result.Reports.All(report => report.Good) ? ExitCode.Done : ExitCode.Input;
    }

    private (FleetBook Book, IReadOnlyList<PushOrder> Orders, IDeviceConnector Connector) Prepare()
    {
        var book = FleetBook.Read(Inventory, terminal);
        var orders = FleetOrders.Make(book, Selector);
        return (book, orders, Login.Connector([.. orders.Select(order => order.Device)], terminal));
    }

    private async Task<FleetResult> PushAsync(
        IReadOnlyList<PushOrder> orders, IDeviceConnector connector, PushJournal? known, JournalWriter? journal, string by,
        CancellationToken stopping)
    {
        var started = DateTimeOffset.Now;
        var documents = orders.ToDictionary(order => order.Device.Name, order => order.Document);
        return await ProgressDisplay.RunAsync(terminal, async steps =>
        {
            var log = new FleetLog<PushReport>(
                terminal, steps, device => journal?.Begun(device),
                report => journal?.Done(report, PushJournal.DigestOf(documents[report.Device])));
            var settings = Settings with { Comment = Comment(by, journal), Lock = $"fleet push {journal?.Id ?? "--dry-run"} by {by}" };
            var reports = await Run(connector, settings, log).RunAsync(
                orders, Skipped, log, stopping, order => known?.DoneWith(order.Device.Name, order.Document));
            if (RollbackOnFailure && !Settings.DryRun && log.Halted is { } why && !stopping.IsCancellationRequested)
                reports = await BackAsync(orders, reports, connector, settings, log, why, stopping);
            return new FleetResult(journal?.Id, by, started, log.Halted, [.. orders.Zip(reports, (order, report) =>
                new DeviceResult(report, DocumentChanges.Of(report.Before, order.Document)))]);
        });
    }

    private string Comment(string by, JournalWriter? journal) =>
        $"{(Settings.Comment is { } comment ? $"{comment}; " : "")}fleet push {journal?.Id ?? "--dry-run"} by {by}";

    private Rollout<PushOrder, PushReport> Run(IDeviceConnector connector, PushSettings settings, FleetLog<PushReport> log)
    {
        var clock = new SystemClock();
        return new Rollout<PushOrder, PushReport>(connector, clock, Rollout, (first, again) =>
        {
            var push = new DevicePush(first, again, clock, settings, statements);
            return (order, stopping) =>
            {
                log.Begins(order.Device.Name);
                return push.RunAsync(order, stopping);
            };
        });
    }

    /// <summary>Those that run the new document get the old one again, with the secrets and set files of then, all at once.</summary>
    private async Task<IReadOnlyList<PushReport>> BackAsync(
        IReadOnlyList<PushOrder> orders, IReadOnlyList<PushReport> reports, IDeviceConnector connector, PushSettings settings,
        FleetLog<PushReport> log, string why, CancellationToken stopping)
    {
        var back = orders.Zip(reports)
            .Where(one => one.Second is { Outcome: DeviceOutcome.Applied, Before.Length: > 0 })
            .Select(one => new PushOrder(one.First.Device, one.Second.Before!)
            {
                ValuesOf = one.First is { Secrets.Count: 0, SetFiles.Count: 0 } ? null : one.Second.BeforeGeneration,
            })
            .ToList();
        if (back.Count == 0)
            return reports;
        terminal.Error.WriteLine(back.Count == 1 ? "routerctl: 1 device goes back" : $"routerctl: {back.Count} devices go back");
        var clock = new SystemClock();
        var plain = settings with { Comment = $"back: {settings.Comment}", Health = false, Forecast = false };
        var rollout = new Rollout<PushOrder, PushReport>(
            connector, clock, new RolloutSettings { Parallel = Rollout.Parallel },
            (first, again) => new DevicePush(first, again, clock, plain, statements).RunAsync);
        var gone = (await rollout.RunAsync(back, Skipped, new ReportWatch<PushReport>(_ => { }), stopping))
            .ToDictionary(report => report.Device);
        List<PushReport> all =
            [.. reports.Select(report => gone.TryGetValue(report.Device, out var after) ? Returned(report, after, why) : report)];
        foreach (var report in all.Where(report => gone.ContainsKey(report.Device)))
            log.Done(report);
        return all;
    }

    private static PushReport Returned(PushReport report, PushReport after, string why) => after.Good
        ? after with { Outcome = DeviceOutcome.RolledBack, Detail = $"{why}: it runs the old configuration again", Before = report.Before }
        : report with { Outcome = after.Outcome, Detail = $"{why}, and its way back: {after.Detail}" };

    private static PushReport Skipped(PushOrder order, string why) => new(order.Device.Name, DeviceOutcome.Skipped, $"not begun: {why}");

    private void Announce(IReadOnlyList<PushOrder> orders, PushJournal? known)
    {
        if (known is not null)
            Approval.GoesOn(
                terminal, "push", known, orders.Count(order => known.DoneWith(order.Device.Name, order.Document) is not null),
                orders.Count);
    }

    private void Report(FleetResult result)
    {
        Reports.Write(result);
        if (Json)
            terminal.WriteJson(FleetResultJson.Of(result), FleetPushJson.Default.FleetResultJson);
        else
            PushTable.Print(terminal, result.Reports);
    }
}
