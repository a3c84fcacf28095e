using System.Globalization;
using Router.Core.Rulesets;
using Router.Features.Firewall;
using Router.Features.Firewall.Build;
using static Router.Core.Rulesets.Statement;

namespace Router.Core.Tests.Firewall;

/// <summary>What the kernel makes of the matches, who knows UTC alone, is what a clock on the wall says.</summary>
public sealed class TimeMatchesTests
{
    private static readonly DateTimeOffset Begin = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("UTC", 540, 1020, "1")]
    [InlineData("Europe/Oslo", 1260, 420, "1 2 3 4")]
    [InlineData("Europe/Oslo", 0, 1440, "0")]
    [InlineData("America/New_York", 1200, 60, "6")]
    [InlineData("Asia/Kolkata", 330, 331, "")]
    [InlineData("Pacific/Auckland", 1439, 1, "0 6")]
    [InlineData("Africa/Casablanca", 600, 1200, "5")]
    [InlineData("Pacific/Kiritimati", 1380, 1320, "")]
    public void Matches_AtAnyTime_AreAsTheClockOnTheWall(string zone, int first, int last, string days)
    {
        var known = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var rule = new RuleConfig
        {
            Name = "x",
            Time = new TimeWindow(first, last),
            Days =
            [
                .. days.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(day => (DayOfWeek)int.Parse(day, CultureInfo.InvariantCulture)),
            ],
        };
        var matches = TimeMatches.Of(rule, zone);
        var random = new Random(1);
        for (var i = 0; i < 4000; i++)
        {
            var at = Begin.AddSeconds(random.NextInt64(15L * 365 * 86400));
            var isWithin = IsWithin(rule, TimeZoneInfo.ConvertTime(at, known));
            Assert.True(matches.Any(rules => rules.All(match => Holds(match, at))) == isWithin, $"{at:O}");
        }
    }

    [Fact]
    public void Matches_OfAllDays_AskForNone()
    {
        var match = Assert.Single(TimeMatches.Of(new RuleConfig { Name = "x", Time = new TimeWindow(60, 120) }, "UTC"));
        Assert.Equal("meta hour { 3600-7199 }", Rule.Of(match).ToString());
    }

    [Fact]
    public void Matches_OfARuleWithoutTimes_AreNone() =>
        Assert.Empty(Assert.Single(TimeMatches.Of(new RuleConfig { Name = "x" }, "Europe/Oslo")));

    /// <summary>A night is of the day on which it began. Where the clock is put back or on, an hour lasts as long as it is shown.</summary>
    private static bool IsWithin(RuleConfig rule, DateTimeOffset local)
    {
        var minute = (local.Hour * 60) + local.Minute;
        var window = rule.Time!.Value;
        var isNight = window.First > window.Last;
        if (isNight ? minute < window.First && minute >= window.Last : minute < window.First || minute >= window.Last)
            return false;
        var day = isNight && minute < window.Last ? local.AddDays(-1).DayOfWeek : local.DayOfWeek;
        return rule.Days.Count == 0 || rule.Days.Contains(day);
    }

    private static bool Holds(Match match, DateTimeOffset at)
    {
        var value = match.Selector.Text switch
        {
            "meta time" => at.ToUnixTimeSeconds(),
            "meta day" => (long)at.UtcDateTime.DayOfWeek,
            _ => (long)at.UtcDateTime.TimeOfDay.TotalSeconds,
        };
        return ((Operand.OneOf)match.Operand).Values.Text.Split(", ").Any(range =>
        {
            var ends = range.Split('-').Select(end => long.Parse(end, CultureInfo.InvariantCulture)).ToList();
            return ends[0] <= value && value <= ends[^1];
        });
    }
}
