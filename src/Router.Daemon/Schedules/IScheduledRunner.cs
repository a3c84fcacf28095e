using Router.Core.Edges;
using Router.Features.Schedules;

namespace Router.Daemon.Schedules;

/// <summary>Does what a schedule says.</summary>
internal interface IScheduledRunner
{
    /// <summary>To its end. Null: it went well; otherwise what it said last.</summary>
    /// <exception cref="ApplyException">It could not be begun, or did not end.</exception>
    Task<string?> RunAsync(ScheduleConfig schedule, CancellationToken stopping);
}
