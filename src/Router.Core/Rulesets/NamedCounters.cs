namespace Router.Core.Rulesets;

/// <summary>
/// Counters that have a name: objects beside the rules, so that what they counted can be carried from one ruleset to the next.
/// </summary>
public static class NamedCounters
{
    internal const string Prefix = "count_";

    /// <summary>True: the ruleset has counters to go on from.</summary>
    public static bool Any(Ruleset ruleset) => ruleset.Table.Objects.Any(item => item is TableObject.Counter);

    /// <summary>The ruleset, with its counters going on from what <paramref name="listing"/> (<c>nft list counters</c>) says.</summary>
    public static Ruleset Continue(Ruleset ruleset, string listing)
    {
        var counts = Counts(listing).ToDictionary(count => count.Name);
        return counts.Count == 0 ? ruleset : ruleset.With(item => item is TableObject.Counter counter
            && counts.TryGetValue(counter.Name, out var count) ? counter with { Packets = count.Packets, Bytes = count.Bytes } : item);
    }

    /// <summary>What named counters have counted, of a listing of nft.</summary>
    public static IEnumerable<(string Name, ulong Packets, ulong Bytes)> Counts(string listing)
    {
        var name = "";
        foreach (var line in listing.Split('\n'))
        {
            var words = line.Split((char[])[' ', '\t', '{', '}'], StringSplitOptions.RemoveEmptyEntries);
            if (words is ["counter", var next, ..] && next.StartsWith(Prefix, StringComparison.Ordinal))
                name = next;
            if (name.Length > 0 && Array.IndexOf(words, "packets") is >= 0 and var at && words.Length > at + 3
                && ulong.TryParse(words[at + 1], out var packets) && ulong.TryParse(words[at + 3], out var bytes))
            {
                yield return (name, packets, bytes);
                name = "";
            }
        }
    }
}
