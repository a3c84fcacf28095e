using Router.Daemon.Schedules;
using Router.Features.Schedules;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>Verbs by the router's own console, so that they are what a person would type; lines by the shell. As root.</summary>
internal sealed class ScheduledRunner : IScheduledRunner
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public async Task<string?> RunAsync(ScheduleConfig schedule, CancellationToken stopping)
    {
        var (code, words) = schedule.Command is { } command
            ? await ProgramRunner.RunAsync("/usr/bin/router", command.Split(' '), "", stopping, Longest)
            : await ProgramRunner.RunAsync("sh", ["-c", schedule.Shell ?? ""], "", stopping, Longest);
        return code == 0 ? null : $"ended with {code}{(Last(words) is { } last ? $": {last}" : "")}";
    }

    private static string? Last(string words) =>
        words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
}
