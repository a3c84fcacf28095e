using Router.Ctl.Cli;
using Router.Fleet.Journals;
using Router.Fleet.Rollouts;

namespace Router.Ctl.Fleets;

/// <summary>What a person is told, and asked, before many devices are changed.</summary>
internal static class Approval
{
    /// <exception cref="Failure">Nobody can be asked, or it is not meant.</exception>
    public static void Ask(Terminal terminal, RolloutSettings rollout, int devices, string act, string acted, string otherwise)
    {
        var waves = rollout.Waves(devices);
        var what = $"{(devices == 1 ? "1 device" : $"{devices} devices")} in "
            + (waves.Count == 1
                ? "one wave"
                : $"{waves.Count} waves ({string.Join(", ", waves.Take(12))}{(waves.Count > 12 ? ", ..." : "")})");
        if (!terminal.CanAsk)
            throw Failure.Usage($"{what} would be {acted}, and nobody can be asked", $"add {otherwise}");
        terminal.Error.Write($"{act} {what}? Type yes to go on: ");
        using var input = new StreamReader(terminal.OpenInput());
        if (input.ReadLine()?.Trim() is not "yes")
            throw Failure.Input("nothing was sent");
    }

    /// <summary>One that was left off.</summary>
    public static void GoesOn(Terminal terminal, string what, PushJournal known, int done, int devices) =>
        terminal.Error.WriteLine(Printable.Line(
            $"routerctl: goes on with the {what} of {known.By} of {known.Started.ToLocalTime():yyyy-MM-dd HH:mm:ss}: "
            + $"{done} of {devices} are done (--anew begins again)"));
}
