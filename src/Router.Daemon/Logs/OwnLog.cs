using System.Globalization;
using Router.Wire.Syslog;
using Serilog.Core;
using Serilog.Events;

namespace Router.Daemon.Logs;

/// <summary>
/// The daemon's own log for collectors. Until somebody listens, the last of it are kept: a boot says why before it knows to whom.
/// </summary>
internal sealed class OwnLog : ILogEventSink
{
    private const int Early = 256;

    private static readonly string Process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    private readonly Lock gate = new();
    private readonly Queue<SyslogMessage> early = new();
    private Action<SyslogMessage>? listener;

    public void Emit(LogEvent logEvent)
    {
        var text = logEvent.RenderMessage(CultureInfo.InvariantCulture);
        if (logEvent.Exception is { } exception)
            text = $"{text}: {exception.GetType().Name}: {exception.Message}";
        var message = Message(Severity(logEvent.Level), text, logEvent.Timestamp);
        lock (gate)
        {
            if (listener is { } told)
            {
                told(message);
                return;
            }
            early.Enqueue(message);
            if (early.Count > Early)
                early.Dequeue();
        }
    }

    /// <summary>What was kept, and what comes, until it is disposed. One at a time; it must not log itself.</summary>
    public IDisposable Listen(Action<SyslogMessage> to)
    {
        lock (gate)
        {
            while (early.TryDequeue(out var message))
                to(message);
            listener = to;
        }
        return new Listening(this);
    }

    public static SyslogMessage Message(SyslogSeverity severity, string text, DateTimeOffset time) =>
        new(SyslogMessage.Daemon, severity, text) { Application = "routerd", Process = Process, Time = time };

    private static SyslogSeverity Severity(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal => SyslogSeverity.Critical,
        LogEventLevel.Error => SyslogSeverity.Error,
        LogEventLevel.Warning => SyslogSeverity.Warning,
        LogEventLevel.Information => SyslogSeverity.Information,
        _ => SyslogSeverity.Debug,
    };

    private sealed class Listening(OwnLog log) : IDisposable
    {
        public void Dispose()
        {
            lock (log.gate)
                log.listener = null;
        }
    }
}
