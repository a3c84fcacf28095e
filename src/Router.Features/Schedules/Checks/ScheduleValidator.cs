using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Schedules.Checks;

/// <summary>Each says when, and one thing that is done then.</summary>
internal sealed class ScheduleValidator : SectionValidator
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1), Day = TimeSpan.FromDays(1);

    public ScheduleValidator() => Check((subject, findings) =>
    {
        foreach (var (name, schedule) in subject.Config.System.Schedule)
            Schedule(findings, ["system", "schedule", name], schedule);
    });

    private static void Schedule(Findings findings, string[] path, ScheduleConfig schedule)
    {
        if (schedule is { At.Count: 0, Every: null })
            findings.Refuse(path, "does not say when", "add at: [\"03:30\"], or every: 15m");
        if (schedule is { At.Count: > 0, Every: not null })
            findings.Refuse([.. path, "every"], "at says when already", "delete one of them");
        if (schedule.Every is { } every && (every < Least || every > Day || every.Seconds != 0 || Day.Ticks % every.Ticks != 0))
            findings.Refuse(
                [.. path, "every"], "does not go into a day, from which it is counted",
                "1m, 5m, 10m, 15m, 20m, 30m, 1h, 2h, 3h, 6h, 12h, 1d");
        if (schedule is { Command: null, Shell: null })
            findings.Refuse(path, "does not say what is done", "add command, or shell");
        if (schedule is { Command: not null, Shell: not null })
            findings.Refuse([.. path, "shell"], "command says what is done already", "delete one of them");
        if (schedule.Command is "reboot" or "poweroff" && schedule.Every is { TotalHours: < 1 })
            findings.Refuse([.. path, "every"], $"nobody gets in between one {schedule.Command} and the next", "1h or more");
    }
}
