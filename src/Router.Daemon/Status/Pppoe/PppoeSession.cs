using System.Globalization;

namespace Router.Daemon.Status.Pppoe;

/// <summary>
/// What the script of a session wrote of it: a word and its value a line. <paramref name="Up"/>: seconds of the machine's uptime.
/// </summary>
internal sealed record PppoeSession(double Up, string? Address, string? Peer, string? Concentrator)
{
    /// <summary>Null: it says not since when.</summary>
    public static PppoeSession? Parse(string text)
    {
        var values = text.Split('\n')
            .Select(line => line.Split(' ', 2))
            .Where(words => words is [_, { Length: > 0 }])
            .DistinctBy(words => words[0])
            .ToDictionary(words => words[0], words => words[1]);
        return values.TryGetValue("up", out var up) && double.TryParse(up, CultureInfo.InvariantCulture, out var seconds)
            ? new PppoeSession(
                seconds, values.GetValueOrDefault("address"), values.GetValueOrDefault("peer"), values.GetValueOrDefault("concentrator"))
            : null;
    }
}
