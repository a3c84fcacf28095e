using System.Globalization;
using Router.Wire.Syslog;

namespace Router.Daemon.Logs;

/// <summary>
/// Lines of the log of services as BusyBox's syslogd writes them: <c>Nov 23 14:03:11 home daemon.info dnsmasq[123]: text</c>.
/// </summary>
internal static class SystemLogLine
{
    private const int Stamp = 15;

    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert",
        "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    private static readonly string[] Severities = ["emerg", "alert", "crit", "err", "warn", "notice", "info", "debug"];

    /// <summary>A line without a form is text of nobody. The year, which it does not have, is the nearest that fits.</summary>
    public static SyslogMessage Parse(string line, DateTimeOffset now)
    {
        if (line.Length <= Stamp || !DateTime.TryParseExact(
            line[..Stamp].Replace("  ", " 0", StringComparison.Ordinal), "MMM dd HH:mm:ss",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
            return new SyslogMessage(SyslogMessage.User, SyslogSeverity.Notice, line);
        var time = Nearest(parsed, now);
        var words = line[(Stamp + 1)..].Split(' ', 3);
        if (words.Length < 3)
            return new SyslogMessage(SyslogMessage.User, SyslogSeverity.Notice, line[(Stamp + 1)..]) { Time = time };
        var (facility, severity) = Priority(words[1]);
        var (tag, text) = words[2].IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon
            ? (words[2][..colon], words[2][(colon + 2)..])
            : (null, words[2]);
        var bracket = tag?.EndsWith(']') == true ? tag.IndexOf('[', StringComparison.Ordinal) : -1;
        return new SyslogMessage(facility, severity, text)
        {
            Time = time,
            Application = bracket < 0 ? tag : tag![..bracket],
            Process = bracket < 0 ? null : tag![(bracket + 1)..^1],
        };
    }

    private static (int Facility, SyslogSeverity Severity) Priority(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var facility = dot < 0 ? -1 : Array.IndexOf(Facilities, text[..dot]);
        var severity = dot < 0 ? -1 : Array.IndexOf(Severities, text[(dot + 1)..]);
        return (facility < 0 ? SyslogMessage.User : facility, severity < 0 ? SyslogSeverity.Notice : (SyslogSeverity)severity);
    }

    /// <summary>December's lines are read in January.</summary>
    private static DateTimeOffset Nearest(DateTime parsed, DateTimeOffset now)
    {
        var time = new DateTimeOffset(parsed.AddYears(now.Year - parsed.Year), now.Offset);
        return time > now.AddDays(1) ? time.AddYears(-1) : time;
    }
}
