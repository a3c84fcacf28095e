namespace Router.Features.Firewall.Build;

/// <summary>How far a time zone is from UTC, and when.</summary>
/// <param name="Offset">What is added to UTC.</param>
/// <param name="Periods">Seconds since 1970, in ascending order.</param>
internal sealed record ZoneOffset(TimeSpan Offset, IReadOnlyList<(long First, long Last)> Periods);

internal static class ZoneOffsets
{
    /// <summary>What zones will do later nobody has decided; a ruleset is made again long before.</summary>
    private const int FirstYear = 2025, LastYear = 2040;

    /// <summary>So many seconds fit the kernel's nanoseconds.</summary>
    private const long Last = long.MaxValue / 1_000_000_000;

    /// <summary>No zone changes twice within it.</summary>
    private const long Step = 7 * 24 * 60 * 60;

    public static IReadOnlyList<ZoneOffset> Of(TimeZoneInfo zone)
    {
        var periods = new List<(TimeSpan Offset, long First, long Last)>();
        var (begin, first) = (0L, Seconds(FirstYear));
        var offset = OffsetAt(zone, first);
        for (var at = first; at < Seconds(LastYear); at += Step)
        {
            if (OffsetAt(zone, at + Step) is var next && next == offset)
                continue;
            var change = Change(zone, at, at + Step, offset);
            periods.Add((offset, begin, change));
            (begin, offset) = (change, next);
        }
        periods.Add((offset, begin, Last));
        return [.. periods.GroupBy(period => period.Offset)
            .Select(group => new ZoneOffset(group.Key, [.. group.Select(period => (period.First, period.Last))]))];
    }

    /// <summary>The first second that has another offset.</summary>
    private static long Change(TimeZoneInfo zone, long before, long after, TimeSpan offset)
    {
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            (before, after) = OffsetAt(zone, middle) == offset ? (middle, after) : (before, middle);
        }
        return after;
    }

    private static TimeSpan OffsetAt(TimeZoneInfo zone, long seconds) => zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(seconds));

    private static long Seconds(int year) => new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
}
