using Router.Core.Tests.State;
using Router.Features.Schedules;

namespace Router.Core.Tests.Sections;

/// <summary><c>system schedule</c>: what is done, and when.</summary>
public sealed class ScheduleTests
{
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.CreateCustomTimeZone(
        "test", TimeSpan.FromHours(1), "test", "winter", "summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
        ]);

    [Theory]
    [InlineData(
        "system schedule a command reboot", "system schedule a: does not say when (add at: [\"03:30\"], or every: 15m)")]
    [InlineData("system schedule a every 1h", "system schedule a: does not say what is done (add command, or shell)")]
    [InlineData(
        "system schedule a every 7m;system schedule a shell true",
        "system schedule a every: does not go into a day, from which it is counted (1m, 5m, 10m, 15m, 20m, 30m, 1h, 2h, 3h, 6h, 12h, 1d)")]
    [InlineData(
        "system schedule a every 1h;system schedule a at 03:30;system schedule a command reboot",
        "system schedule a every: at says when already (delete one of them)")]
    [InlineData(
        "system schedule a every 1h;system schedule a shell true;system schedule a command reboot",
        "system schedule a shell: command says what is done already (delete one of them)")]
    [InlineData(
        "system schedule a every 30m;system schedule a command reboot",
        "system schedule a every: nobody gets in between one reboot and the next (1h or more)")]
    public void Validate_Wrong_SaysWhatAndHow(string lines, string expected) =>
        Assert.Equal(expected, TypedLines.Problems(TypedLines.Into("minimal.yaml", lines)));

    [Theory]
    [InlineData("reboot")]
    [InlineData("poweroff")]
    [InlineData("fetch lists")]
    [InlineData("fetch lists ads")]
    [InlineData("restart service dnsmasq")]
    public void Command_OfTheList_IsOne(string text) => Assert.Null(ScheduledCommands.Wrong(text));

    [Theory]
    [InlineData("")]
    [InlineData("reboot now")]
    [InlineData("restart service")]
    [InlineData("restart service a b")]
    [InlineData("restart service --all")]
    [InlineData("factory-reset")]
    public void Command_OfNoList_IsNone(string text) => Assert.NotNull(ScheduledCommands.Wrong(text));

    [Theory]
    [InlineData("at: [\"03:30\", \"21:00\"]", "2026-11-23T14:00:00+01:00", "2026-11-23T21:00:00+01:00")]
    [InlineData("at: [\"03:30\"]", "2026-11-23T03:30:00+01:00", "2026-11-24T03:30:00+01:00")]
    // 2026-11-23 is a Monday.
    [InlineData("at: [\"03:30\"], days: [sun]", "2026-11-23T14:00:00+01:00", "2026-11-29T03:30:00+01:00")]
    [InlineData("at: [\"03:30\"], days: [mon]", "2026-11-23T14:00:00+01:00", "2026-11-30T03:30:00+01:00")]
    [InlineData("every: 15m", "2026-11-23T14:00:01+01:00", "2026-11-23T14:15:00+01:00")]
    [InlineData("every: 1d", "2026-11-23T14:00:01+01:00", "2026-11-24T00:00:00+01:00")]
    [InlineData("every: 12h, days: [wed]", "2026-11-23T14:00:00+01:00", "2026-11-25T00:00:00+01:00")]
    // The clock goes from 2 to 3 on 2026-03-29, and twice through 2 to 3 on 2026-10-25.
    [InlineData("at: [\"02:30\"]", "2026-03-29T00:00:00+01:00", "2026-03-29T03:30:00+02:00")]
    [InlineData("at: [\"02:30\"]", "2026-10-25T00:00:00+02:00", "2026-10-25T02:30:00+02:00")]
    [InlineData("at: [\"02:30\"]", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00")]
    public void Next_Schedule_IsItsNextTime(string words, string after, string expected)
    {
        var schedule = Example.Read($"version: 2\nsystem: {{ schedule: {{ a: {{ {words}, command: reboot }} }} }}\n").System.Schedule["a"];
        Assert.Equal(DateTimeOffset.Parse(expected, null), ScheduleClock.Next(schedule, DateTimeOffset.Parse(after, null), Oslo));
    }

    [Fact]
    public void Next_WithoutATime_IsNever() => Assert.Null(ScheduleClock.Next(new ScheduleConfig(), DateTimeOffset.UnixEpoch, Oslo));
}
