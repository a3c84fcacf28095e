using System.Globalization;
using Router.Controller.Devices;

namespace Router.Controller.Rollouts;

/// <summary>Decides how a rollout goes on. Pure: what devices say and the time are parameters.</summary>
internal static class RolloutMachine
{
    /// <summary>Takes in what the devices of the wave say, and goes a step on.</summary>
    /// <param name="state">It is changed.</param>
    /// <param name="standings">Of those that are assigned or late.</param>
    /// <param name="now">The time.</param>
    /// <returns>The devices that are to be given their documents now.</returns>
    public static IReadOnlyList<RolloutPart> Step(
        RolloutState state, IReadOnlyDictionary<string, Standing> standings, DateTimeOffset now)
    {
        if (state.Stage != RolloutStage.Running)
            return [];
        foreach (var part in state.Parts.Where(part => part.State is PartState.Assigned or PartState.Late))
        {
            if (standings.TryGetValue(part.Device, out var standing))
                Judge(state, part, standing, now);
        }
        if (Trouble(state) is { } why)
        {
            Halt(state, RolloutStage.Halted, why);
            return [];
        }
        if (state.Wave >= 0 && Of(state, state.Wave).Any(part => part.State is PartState.Assigned or PartState.Waiting))
            // Those that are assigned are waited for; those that wait were left by a crash between two steps.
            return [.. Of(state, state.Wave).Where(part => part.State == PartState.Waiting)];
        if (state.Wave + 1 >= state.Waves.Count)
        {
            state.Stage = RolloutStage.Done;
            return [];
        }
        state.NextAt ??= state.Wave < 0 ? now : now.AddSeconds(state.PauseSeconds);
        if (now < state.NextAt)
            return [];
        state.Wave++;
        state.NextAt = null;
        return [.. Of(state, state.Wave)];
    }

    /// <summary>No other device is begun.</summary>
    public static void Halt(RolloutState state, RolloutStage stage, string why)
    {
        (state.Stage, state.Why) = (stage, why);
        foreach (var part in state.Parts.Where(part => part.State == PartState.Waiting))
            part.State = PartState.Skipped;
    }

    private static void Judge(RolloutState state, RolloutPart part, Standing standing, DateTimeOffset now)
    {
        if (standing.Rollout != state.Id || standing.Revision != part.Revision)
            (part.State, part.Detail) = (PartState.Failed, $"was given something else by {standing.Rollout ?? "a withdrawal"}");
        else if (standing.State == Standing.Same)
            (part.State, part.Detail) = (PartState.Applied, "");
        else if (standing.State is Standing.Failed or Standing.Differs)
            (part.State, part.Detail) = (PartState.Failed, standing.Detail.Length > 0 ? standing.Detail : "runs something else");
        else if (standing.State == Standing.NoCertificate)
            (part.State, part.Detail) = (PartState.Failed, "has no certificate");
        else if (part.AssignedAt is { } at && now - at >= TimeSpan.FromSeconds(state.WithinSeconds))
            (part.State, part.Detail) = (PartState.Late, standing.Detail.Length > 0 ? standing.Detail : string.Create(
                CultureInfo.InvariantCulture, $"did not say within {state.WithinSeconds} s what became of it"));
    }

    private static string? Trouble(RolloutState state)
    {
        var bad = state.Parts.Where(part => part.State is PartState.Failed or PartState.Late).ToList();
        if (state.Canary > 0 && state.Wave >= 0 && Of(state, 0).FirstOrDefault(bad.Contains) is { } first)
            return $"{first.Device} of the first wave fared badly: {first.Detail}";
        return bad.Count > state.MaxFailures ? $"{bad.Count} devices fared badly" : null;
    }

    private static IEnumerable<RolloutPart> Of(RolloutState state, int wave) =>
        state.Parts.Skip(state.Waves.Take(wave).Sum()).Take(state.Waves[wave]);
}
