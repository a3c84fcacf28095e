using Router.Documents;

namespace Router.Features.Schedules;

/// <summary><c>system schedule NAME</c>: something that the router does by itself, by the clock of <c>system time-zone</c>.</summary>
public sealed record ScheduleConfig
{
    /// <summary>Times of the day, in minutes since midnight.</summary>
    public ValueList<int> At { get; init; } = [];

    /// <summary>Counted from midnight; null: it is <see cref="At"/> that says when.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>None: every day.</summary>
    public ValueList<DayOfWeek> Days { get; init; } = [];

    /// <summary>A verb of the console, one of <see cref="ScheduledCommands"/>.</summary>
    public string? Command { get; init; }

    /// <summary>A line for the shell, as root.</summary>
    public string? Shell { get; init; }
}
