using Router.Ctl.Cli;
using Router.Ctl.Push.Edges;
using Router.Fleet.Edges;
using Router.Fleet.Push;
using Router.Fleet.Rollouts;

namespace Router.Ctl.Push;

/// <summary>Prepares everything that can be wrong before the first connection, pushes, reports.</summary>
internal sealed class PushVerb(Terminal terminal)
{
    public required IReadOnlyList<string> Devices { get; init; }

    public string? Config { get; init; }

    public string? Inventory { get; init; }

    public string? Secrets { get; init; }

    public required Login Login { get; init; }

    public required PushSettings Settings { get; init; }

    public required RolloutSettings Rollout { get; init; }

    public bool Json { get; init; }

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        // Files, pipes and people may keep this waiting; nothing was sent yet, so it can be left where it is.
        var (orders, connector) = await Task.Run(Prepare, CancellationToken.None).WaitAsync(stopping);
        SshConnector.PrepareThreads(Math.Min(orders.Count, Rollout.Parallel));

        var clock = new SystemClock();
        var push = new Rollout<PushOrder, PushReport>(
            connector, clock, Rollout,
            (first, again) => new DevicePush(first, again, clock, Settings).RunAsync);
        var reports = await PushAsync(push, orders, stopping);
        if (Json)
            terminal.WriteJson(reports, PushJson.Default.IReadOnlyListPushReport);
        else
            PushTable.Print(terminal, reports);
        stopping.ThrowIfCancellationRequested();
        return reports.All(r => r.Good) ? ExitCode.Done : ExitCode.Input;
    }

    private (IReadOnlyList<PushOrder> Orders, IDeviceConnector Connector) Prepare()
    {
        var orders = new OrderBook(terminal).Make(Devices, Config, Inventory, Login.User, SecretFolder.Read(Secrets));
        return (orders, Login.Connector([.. orders.Select(order => order.Device)], terminal));
    }

    private Task<IReadOnlyList<PushReport>> PushAsync(
        Rollout<PushOrder, PushReport> push, IReadOnlyList<PushOrder> orders, CancellationToken stopping)
    {
        Task<IReadOnlyList<PushReport>> Run(Action<PushReport> done) => push.RunAsync(
            orders, (order, why) => new(order.Device.Name, DeviceOutcome.Skipped, why), new ReportWatch<PushReport>(done), stopping);
        if (!terminal.Interactive)
            return Run(Say);
        return ProgressDisplay.RunAsync(terminal, async start =>
        {
            var done = 0;
            var progress = start(orders.Count == 1 ? "1 device" : $"{orders.Count} devices", orders.Count);
            return await Run(_ => progress.Report(Interlocked.Increment(ref done)));
        });
    }

    private void Say(PushReport report)
    {
        lock (terminal)
            terminal.Error.WriteLine(Printable.Line($"{report.Device}: {OutcomeWords.Of(report.Outcome)}"));
    }
}
