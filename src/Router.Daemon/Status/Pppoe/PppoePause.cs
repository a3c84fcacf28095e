using System.Globalization;

namespace Router.Daemon.Status.Pppoe;

/// <summary>
/// The last pause of a line, as its script wrote it: a word and its value a line. <paramref name="Process"/>: the pppd whose session ended
/// before it. <paramref name="Until"/>: seconds of the machine's uptime.
/// </summary>
internal sealed record PppoePause(int Process, double Until)
{
    /// <summary>Null: it says not until when, or after what.</summary>
    public static PppoePause? Parse(string text)
    {
        var values = text.Split('\n')
            .Select(line => line.Split(' ', 2))
            .Where(words => words is [_, { Length: > 0 }])
            .DistinctBy(words => words[0])
            .ToDictionary(words => words[0], words => words[1]);
        return values.TryGetValue("until", out var until) && double.TryParse(until, CultureInfo.InvariantCulture, out var seconds)
            && values.TryGetValue("process", out var process)
            && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new PppoePause(number, seconds)
            : null;
    }
}
