using Router.Core.State;
using Router.Core.Uplinks;
using Router.Documents;

namespace Router.Daemon.Uplinks;

/// <summary>
/// All uplinks together: a judge each, and the choice between them. Pure: what is found out comes in with the time, and what is to be is
/// read off. One user at a time.
/// </summary>
internal sealed class UplinkMachine
{
    private readonly Dictionary<string, UplinkJudge> judges = [];
    private UplinkChoice choice = UplinkChoice.Nothing;

    public UplinkChoice Choice => choice;

    public IEnumerable<UplinkJudge> Judges => judges.Values;

    public ValueList<Route> Routes => UplinkRoutes.Of(Standings(), choice);

    public UplinkState State => new(choice.IPv4, choice.IPv6, choice.Usable, [.. judges.Values.Select(judge => judge.Memory)]);

    /// <summary>What a daemon before had chosen: it stays until something says otherwise.</summary>
    public void Restore(UplinkState state) => choice = new UplinkChoice([.. state.IPv4], [.. state.IPv6], [.. state.Usable]);

    /// <summary>The document's uplinks from now on, and what the kernel says of their links.</summary>
    /// <param name="memories">Of a daemon before, for those that are new here.</param>
    public void Meet(
        IReadOnlyCollection<UplinkSettings> uplinks, Func<UplinkSettings, UplinkPath> path, IReadOnlyCollection<UplinkMemory> memories,
        TimeSpan now)
    {
        foreach (var gone in judges.Keys.Except(uplinks.Select(uplink => uplink.Name)).ToList())
            judges.Remove(gone);
        foreach (var uplink in uplinks)
        {
            if (judges.TryGetValue(uplink.Name, out var judge) && judge.Settings.Link == uplink.Link)
            {
                judge.Change(uplink, now);
                judge.Meet(path(uplink), now);
                continue;
            }
            judges[uplink.Name] = judge = new UplinkJudge(uplink, path(uplink), now);
            if (memories.FirstOrDefault(memory => memory.Name == uplink.Name) is { } memory)
                judge.Restore(memory, now);
        }
    }

    public void Meet(string uplink, ProbeRound round, TimeSpan now)
    {
        if (judges.TryGetValue(uplink, out var judge))
            judge.Meet(round, now);
    }

    /// <summary>Lets time pass and chooses again. Gives the uplinks that may not be used any longer.</summary>
    public IReadOnlyList<UplinkSettings> Decide(TimeSpan now)
    {
        foreach (var judge in judges.Values)
            judge.Look(now);
        var before = choice;
        choice = UplinkChoice.Next(Standings(), before);
        return [.. before.Usable.Except(choice.Usable).Where(judges.ContainsKey).Select(name => judges[name].Settings)];
    }

    /// <summary>When something is due: a probe, or the end of a holding time. Null: nothing is.</summary>
    public TimeSpan? Due(IReadOnlySet<string> asked) => judges.Values
        .SelectMany(judge => (TimeSpan?[])[judge.Due, judge.IsProbed && !asked.Contains(judge.Settings.Name) ? judge.NextRound : null])
        .Min();

    private List<UplinkStanding> Standings() =>
        [.. judges.Values.Select(judge => new UplinkStanding(judge.Settings, judge.Path, judge.IsGood, judge.IsSteady))];
}
