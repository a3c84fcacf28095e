using Router.Core.Plans;

namespace Router.Daemon.Drift;

/// <summary>The steps that would lead back, told as what is wrong.</summary>
internal static class DriftText
{
    /// <summary>Restarts that follow from a file are none of it.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<Change> plan) =>
        [.. plan.Where(change => change is not Change.RefreshService).Select(Line)];

    private static string Line(Change change) => change switch
    {
        Change.StartService c => $"service {c.Name} does not run",
        Change.StopService c => $"service {c.Name} runs, and should not",
        Change.ReplaceFirewall => "the firewall is not the one that was loaded",
        Change.SetUp c => $"link {c.Link} is {(c.Up ? "down" : "up")}",
        Change.WriteFile { Before: { } before } c when before.Owner != c.File.Owner =>
            $"file {c.File.Path} belongs to {before.Owner}, not {c.File.Owner}",
        _ => PlanText.Line(change) is var line ? line[0] switch
        {
            '+' => $"{line[2..]} is missing",
            '-' => $"{line[2..]} is not configured",
            _ => $"{line[2..]} is to be as configured",
        }
        : "",
    };
}
