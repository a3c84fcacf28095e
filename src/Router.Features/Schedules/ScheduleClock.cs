namespace Router.Features.Schedules;

/// <summary>When something is due. Pure.</summary>
public static class ScheduleClock
{
    private const int MinutesOfADay = 24 * 60, DaysOfAWeek = 7;

    /// <summary>
    /// The next moment after <paramref name="after"/>. A time that the clock leaves out in spring is an hour later; one that it has twice
    /// in autumn is the first. Null: never, for it names no time.
    /// </summary>
    public static DateTimeOffset? Next(ScheduleConfig schedule, DateTimeOffset after, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(after, zone).Date;
        for (var day = 0; day <= DaysOfAWeek + 1; day++)
        {
            var date = today.AddDays(day);
            if (schedule.Days.Count > 0 && !schedule.Days.Contains(date.DayOfWeek))
                continue;
            foreach (var minute in Minutes(schedule))
            {
                var moment = Moment(date.AddMinutes(minute), zone);
                if (moment > after)
                    return moment;
            }
        }
        return null;
    }

    private static IEnumerable<int> Minutes(ScheduleConfig schedule)
    {
        if (schedule.Every is not { TotalMinutes: >= 1 } every)
            return schedule.At.Order();
        var step = (int)every.TotalMinutes;
        return Enumerable.Range(0, (MinutesOfADay + step - 1) / step).Select(time => time * step);
    }

    private static DateTimeOffset Moment(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
