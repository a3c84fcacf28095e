using Router.Core.Edges;
using Router.Core.Rulesets;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>
/// Counters that have a name: objects beside the rules, so that what they counted can be carried from one ruleset to the next.
/// </summary>
public static class NamedCounters
{
    /// <summary>By their names; none where our table is not there.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static IReadOnlyDictionary<string, NamedCounter> Read()
    {
        var counters = new Dictionary<string, NamedCounter>();
        TableDump.Read(() => CounterDump.Request(RulesetFingerprint.Table), "list counters", counters.Clear, (type, payload) =>
        {
            if (CounterDump.TryDecode(type, payload, RulesetFingerprint.Table, out var counter))
                counters[counter.Name] = counter;
        });
        return counters;
    }

    /// <summary>The ruleset, with its counters going on from what they have counted.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static Ruleset Continue(Ruleset ruleset)
    {
        if (!ruleset.Table.Objects.Any(item => item is TableObject.Counter))
            return ruleset;
        var counted = Read();
        return counted.Count == 0 ? ruleset : ruleset.WithCounters(counter =>
            counted.TryGetValue(counter.Name, out var count) ? counter with { Packets = count.Packets, Bytes = count.Bytes } : counter);
    }
}
