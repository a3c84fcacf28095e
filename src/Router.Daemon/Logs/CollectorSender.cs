using System.Globalization;
using Microsoft.Extensions.Logging;
using Router.Daemon.Engine;
using Router.Features.SystemLog;
using Router.Wire.Syslog;

namespace Router.Daemon.Logs;

/// <summary>
/// Brings messages to one collector, in their order. What cannot be sent waits, and the pause before the next try grows up to a minute;
/// what the queue lost meanwhile is told to the collector first, to the log and to whoever listens.
/// </summary>
/// <param name="collector">Where to.</param>
/// <param name="host">The router's own name, as it is when a message goes.</param>
/// <param name="dialer">Opens ways.</param>
/// <param name="events">Is told when it breaks, and when it goes again.</param>
/// <param name="time">Pauses are of its clock.</param>
/// <param name="log">Gets the same.</param>
internal sealed class CollectorSender(
    Collector collector, Func<string> host, ICollectorDialer dialer, EventHub events, TimeProvider time, ILogger log)
{
    /// <summary>Some thousand messages.</summary>
    public const int Room = 1 << 20;

    private const string Subject = "log";

    private readonly LogQueue queue = new(Room);
    private readonly Backoff backoff = new();
    private string? failure;

    public Collector Collector => collector;

    public void Offer(SyslogMessage message)
    {
        if ((int)message.Severity <= (int)collector.Level)
            queue.Add(message);
    }

    /// <summary>Until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        SyslogMessage? pending = null;
        while (true)
        {
            try
            {
                while (pending is null && !queue.TryTake(out pending))
                    await queue.WaitAsync(stopping);
                await using var line = await dialer.OpenAsync(collector, stopping);
                while (true)
                {
                    if (queue.TakeLost() is > 0 and var lost)
                        await TellLostAsync(line, lost, stopping);
                    await line.SendAsync(Bytes(pending), stopping);
                    Works();
                    pending = null;
                    while (!queue.TryTake(out pending))
                        await queue.WaitAsync(stopping);
                }
            }
            catch (IOException exception)
            {
                Fails(exception.Message);
            }
            await Task.Delay(backoff.Next(), time, stopping);
        }
    }

    private async Task TellLostAsync(ICollectorLine line, long lost, CancellationToken stopping)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{lost} messages for the collector {collector.Name} were lost");
        log.MessagesLost(collector.Name, lost);
        events.Publish(Subject, words);
        await line.SendAsync(Bytes(OwnLog.Message(SyslogSeverity.Warning, words, time.GetLocalNow())), stopping);
    }

    private byte[] Bytes(SyslogMessage message) => SyslogEncoding.Encode(
        message, host(), collector.Transport == LogTransport.Udp ? SyslogEncoding.LongestDatagram : SyslogEncoding.LongestFrame);

    private void Works()
    {
        backoff.Reset();
        if (failure is null)
            return;
        failure = null;
        log.CollectorWorks(collector.Name);
        events.Publish(Subject, $"the collector {collector.Name} is there again");
    }

    /// <summary>The same failure again and again is told once.</summary>
    private void Fails(string why)
    {
        if (failure == why)
            return;
        failure = why;
        log.CollectorFails(collector.Name, why);
        events.Publish(Subject, $"collector {collector.Name}: {why}");
    }
}
