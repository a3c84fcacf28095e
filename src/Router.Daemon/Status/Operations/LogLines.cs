using System.Globalization;
using System.Text.Json;
using Router.Api.Contract;

namespace Router.Daemon.Status.Operations;

/// <summary>Lines of the two logs that a router has.</summary>
internal static class LogLines
{
    /// <summary>Serilog's rendered compact JSON: <c>@t</c> time, <c>@m</c> text, <c>@l</c> level (information without).</summary>
    public static LogLine FromCompactJson(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return new LogLine(
                root.TryGetProperty("@t", out var time) && time.TryGetDateTimeOffset(out var at) ? at : null,
                root.TryGetProperty("@l", out var level) ? level.GetString()!.ToLowerInvariant() : "info",
                "routerd",
                (root.TryGetProperty("@m", out var text) ? text.GetString() : null) ?? line);
        }
        catch (JsonException)
        {
            // The end of a file that was cut by a power loss; shown as it stands.
            return new LogLine(null, "info", "routerd", line);
        }
    }

    /// <summary>
    /// syslog as BusyBox writes it: <c>Nov 23 14:03:11 home daemon.info dnsmasq[123]: text</c>. The year is the nearest that fits.
    /// </summary>
    public static LogLine FromSyslog(string line, DateTimeOffset now)
    {
        const int stamp = 15;
        if (line.Length <= stamp || !DateTime.TryParseExact(
            line[..stamp].Replace("  ", " 0", StringComparison.Ordinal), "MMM dd HH:mm:ss",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
            return new LogLine(null, "info", "system", line);
        var time = new DateTimeOffset(parsed.AddYears(now.Year - parsed.Year), now.Offset);
        if (time > now.AddDays(1))
            time = time.AddYears(-1);
        var words = line[(stamp + 1)..].Split(' ', 3);
        if (words.Length < 3)
            return new LogLine(time, "info", "system", line[(stamp + 1)..]);
        var level = words[1].Contains('.', StringComparison.Ordinal)
            ? words[1][(words[1].IndexOf('.', StringComparison.Ordinal) + 1)..]
            : "info";
        var rest = words[2];
        var colon = rest.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0
            ? new LogLine(time, Level(level), "system", rest)
            : new LogLine(time, Level(level), rest[..colon], rest[(colon + 2)..]);
    }

    private static string Level(string level) => level switch
    {
        "emerg" or "alert" or "crit" or "err" or "error" => "error",
        "warn" or "warning" => "warning",
        "debug" => "debug",
        _ => "info",
    };
}
