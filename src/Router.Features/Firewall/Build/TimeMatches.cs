using System.Globalization;
using Router.Core.Rulesets;
using static Router.Core.Rulesets.Statement;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Times of day as matches. The kernel knows the hour and the day in UTC alone, and what nft makes of a local hour is right until the clock
/// changes next. So each offset of the time zone has hours of its own, which hold in the periods when the offset is that: a rule is
/// right over every change of the clock without being loaded again.
/// </summary>
internal static class TimeMatches
{
    private const int Minute = 60, Day = 24 * 60 * Minute, Week = 7 * Day;

    private static readonly Match[] Always = [];

    public static IReadOnlyList<Match[]> Of(RuleConfig rule, string timeZone)
    {
        if (rule.Time is null && rule.Days.Count == 0)
            return [Always];
        var offsets = ZoneOffsets.Of(TimeZoneInfo.FindSystemTimeZoneById(timeZone));
        return [.. offsets.SelectMany(offset => Windows(rule, offset.Offset).Select(
            window => (Match[])[.. offsets.Count == 1 ? Always : [Holds(offset)], .. window]))];
    }

    private static Match Holds(ZoneOffset offset) =>
        Match.OneOf(Selector.Time, offset.Periods.Select(period => $"{period.First}-{period.Last}"));

    /// <summary>Each a part of a day in UTC, and the days that have it; all days need no match.</summary>
    private static IEnumerable<Match[]> Windows(RuleConfig rule, TimeSpan offset)
    {
        var parts = Days(rule).SelectMany(day => Parts(rule.Time ?? new TimeWindow(0, TimeWindow.Day), day, (int)offset.TotalSeconds));
        foreach (var hours in parts.Distinct().GroupBy(part => (part.First, part.Last)).OrderBy(hours => hours.Key))
        {
            var days = hours.Select(part => part.Day).Order().ToList();
            var onDays = Match.OneOf(Selector.Day, days.Select(day => day.ToString(CultureInfo.InvariantCulture)));
            var atHours = Match.OneOf(Selector.Hour, [$"{hours.Key.First}-{hours.Key.Last}"]);
            yield return (days.Count, hours.Key) switch
            {
                (7, (0, Day - 1)) => Always,
                (7, _) => [atHours],
                (_, (0, Day - 1)) => [onDays],
                _ => [onDays, atHours],
            };
        }
    }

    private static IEnumerable<DayOfWeek> Days(RuleConfig rule) => rule.Days.Count == 0 ? Enum.GetValues<DayOfWeek>() : rule.Days;

    /// <summary>A window that begins on a local day, cut where days of UTC end; both seconds included.</summary>
    private static IEnumerable<(int Day, int First, int Last)> Parts(TimeWindow window, DayOfWeek day, int offset)
    {
        var length = (window.Last > window.First ? window.Last - window.First : window.Last - window.First + TimeWindow.Day) * Minute;
        var at = (((int)day * Day) + (window.First * Minute) - offset + Week) % Week;
        while (length > 0)
        {
            var first = at % Day;
            var part = Math.Min(length, Day - first);
            yield return (at / Day, first, first + part - 1);
            (at, length) = ((at + part) % Week, length - part);
        }
    }
}
