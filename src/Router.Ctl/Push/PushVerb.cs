using Router.Ctl.Cli;
using Router.Ctl.Push.Edges;
using Router.Fleet.Edges;
using Router.Fleet.Push;

namespace Router.Ctl.Push;

/// <summary>Prepares everything that can be wrong before the first connection, pushes, reports.</summary>
internal sealed class PushVerb(Terminal terminal)
{
    public required IReadOnlyList<string> Devices { get; init; }

    public string? Config { get; init; }

    public string? Inventory { get; init; }

    public string? Secrets { get; init; }

    public required string User { get; init; }

    public required IReadOnlyList<string> Identities { get; init; }

    public IReadOnlyList<string> KnownHosts { get; init; } = [];

    public bool AcceptNew { get; init; }

    public TimeSpan ConnectTimeout { get; init; }

    public TimeSpan AnswerTimeout { get; init; }

    public required PushSettings Settings { get; init; }

    public bool Json { get; init; }

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        // Files, pipes and people may keep this waiting; nothing was sent yet, so it can be left where it is.
        var (orders, connector) = await Task.Run(Prepare, CancellationToken.None).WaitAsync(stopping);
        SshConnector.PrepareThreads(Math.Min(orders.Count, Settings.Parallel));

        var reports = await PushAsync(new FleetPush(connector, new SystemClock(), Settings), orders, stopping);
        if (Json)
            terminal.WriteJson(reports, PushJson.Default.IReadOnlyListDeviceReport);
        else
            PushTable.Print(terminal, reports);
        stopping.ThrowIfCancellationRequested();
        return reports.All(r => r.Good) ? ExitCode.Done : ExitCode.Input;
    }

    private (IReadOnlyList<PushOrder> Orders, SshConnector Connector) Prepare()
    {
        var orders = new OrderBook(terminal).Make(Devices, Config, Inventory, User, SecretFolder.Read(Secrets));
        var hosts = new KnownHostsFile(
            [.. KnownHosts.Count > 0 ? KnownHosts : SshFolder.KnownHosts, .. KnownHostsFile.OfTheMachine], AcceptNew);
        return (orders, new SshConnector(IdentityFiles.Load(Identities, terminal), hosts, ConnectTimeout, AnswerTimeout));
    }

    private Task<IReadOnlyList<DeviceReport>> PushAsync(FleetPush push, IReadOnlyList<PushOrder> orders, CancellationToken stopping)
    {
        if (!terminal.Interactive)
            return push.RunAsync(orders, report => Say(report), stopping);
        return ProgressDisplay.RunAsync(terminal, async start =>
        {
            var done = 0;
            var progress = start(orders.Count == 1 ? "1 device" : $"{orders.Count} devices", orders.Count);
            return await push.RunAsync(orders, _ => progress.Report(Interlocked.Increment(ref done)), stopping);
        });
    }

    private void Say(DeviceReport report)
    {
        lock (terminal)
            terminal.Error.WriteLine(Printable.Line($"{report.Device}: {PushTable.Words(report.Outcome)}"));
    }
}
