using System.CommandLine;
using System.CommandLine.Parsing;
using Router.Ctl.Push;
using Router.Documents.Shapes;
using Router.Fleet.Rollouts;

namespace Router.Ctl.Fleets;

/// <summary>In which order devices come, when no more do, and whether anybody is asked before.</summary>
/// <param name="usualParallel">Connections at once, unless told.</param>
internal sealed class WaveOptions(int usualParallel = 64)
{
    private readonly Option<int> canary = LoginOptions.Number(
        "--canary", 0, 0, 10_000, "So many devices go first; if one of them fares badly, no other is begun.");

    private readonly Option<WaveSize?> wave = new("--wave")
    {
        Description = "Devices of each wave after them: 5, or 10% of all. Without it all the others at once.",
        HelpName = "N|N%",
        CustomParser = given => WaveSize.Parse(given.Tokens[0].Value)
            ?? Wrong<WaveSize?>(given, $"--wave: {given.Tokens[0].Value} is neither a number of devices nor a share: 5, 10%."),
    };

    private readonly Option<int> failures = LoginOptions.Number(
        "--max-failures", 0, 0, 10_000, "Where more than these have fared badly, no other one is begun.");

    private readonly Option<TimeSpan> pause = new("--pause")
    {
        Description = "Between two waves: 30s, 5m.",
        HelpName = "DURATION",
        CustomParser = given => Scalars.TryDuration(given.Tokens[0].Value, out var time)
            ? time
            : Wrong<TimeSpan>(given, $"--pause: {given.Tokens[0].Value} is not a duration: 30s, 5m."),
    };

    private readonly Option<int> parallel = LoginOptions.Number("--parallel", usualParallel, 1, 1000, "Connections at once.");

    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Do not ask." };

    private readonly Option<bool> anew = new("--anew") { Description = "Do not go on with one that was left off." };

    /// <summary>To add to a command.</summary>
    public Symbol[] All => [canary, wave, failures, pause, parallel, yes, anew];

    public RolloutSettings Rollout(ParseResult result) => new()
    {
        Canary = result.GetValue(canary),
        Wave = result.GetValue(wave),
        MaxFailures = result.GetValue(failures),
        Pause = result.GetValue(pause),
        Parallel = result.GetValue(parallel),
    };

    public bool Yes(ParseResult result) => result.GetValue(yes);

    public bool Anew(ParseResult result) => result.GetValue(anew);

    private static T? Wrong<T>(ArgumentResult given, string message)
    {
        given.AddError(message);
        return default;
    }
}
