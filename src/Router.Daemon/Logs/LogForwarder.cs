using Microsoft.Extensions.Logging;
using Router.Daemon.Engine;
using Router.Wire.Syslog;

namespace Router.Daemon.Logs;

/// <summary>
/// Sends the log of services and the daemon's own to the collectors of the running configuration. A collector that a commit leaves as it is
/// keeps its connection. A router without collectors reads nothing.
/// </summary>
internal sealed class LogForwarder(
    ISystemLog lines, OwnLog own, ICollectorDialer dialer, ConfigurationEngine engine, EventHub events, TimeProvider time,
    ILogger<LogForwarder> log)
{
    private static readonly TimeSpan Looks = TimeSpan.FromSeconds(1), Never = TimeSpan.FromMinutes(30);

    private readonly Dictionary<Collector, Sending> sendings = [];
    private volatile IReadOnlyList<CollectorSender> senders = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        using var commits = new CommitWatch(engine, time);
        await engine.Booted.WaitAsync(stopping);
        try
        {
            Meet(stopping);
            using var listening = own.Listen(Offer);
            while (true)
            {
                if (senders.Count > 0)
                    await SendNewAsync(stopping);
                else
                    lines.Skip();
                if (!await commits.WaitAsync(senders.Count > 0 ? Looks : Never, stopping))
                    continue;
                // What was said before a collector was named is not for it; what was said before the daemon ran is.
                if (senders.Count == 0)
                    lines.Skip();
                Meet(stopping);
            }
        }
        finally
        {
            await Task.WhenAll(sendings.Values.Select(EndAsync));
            sendings.Clear();
            senders = [];
        }
    }

    private async Task SendNewAsync(CancellationToken stopping)
    {
        await foreach (var line in lines.ReadAsync(stopping))
            Offer(SystemLogLine.Parse(line, time.GetLocalNow()));
    }

    private void Offer(SyslogMessage message)
    {
        foreach (var sender in senders)
            sender.Offer(message);
    }

    private void Meet(CancellationToken stopping)
    {
        var wanted = engine.Running.Content.Config.System.Log.Collectors
            .Select(collector => Collector.Of(collector.Key, collector.Value)).ToHashSet();
        foreach (var collector in sendings.Keys.Where(collector => !wanted.Contains(collector)).ToList())
        {
            sendings.Remove(collector, out var gone);
            _ = EndAsync(gone!);
        }
        foreach (var collector in wanted.Where(collector => !sendings.ContainsKey(collector)))
            sendings[collector] = Begin(collector, stopping);
        senders = [.. sendings.Values.Select(sending => sending.Sender)];
    }

    private Sending Begin(Collector collector, CancellationToken stopping)
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var sender = new CollectorSender(
            collector, () => engine.Running.Content.Config.System.Hostname, dialer, events, time, log);
        var loop = new Loop($"collector {collector.Name}", events, time, log);
        return new Sending(sender, ending, loop.KeepAsync(sender.RunAsync, ending.Token));
    }

    private static async Task EndAsync(Sending sending)
    {
        await sending.Ending.CancelAsync();
        await sending.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        sending.Ending.Dispose();
    }

    private sealed record Sending(CollectorSender Sender, CancellationTokenSource Ending, Task Running);
}
