using System.Text;

namespace Router.Core.Rulesets;

/// <summary>
/// Counters that have a name: objects beside the rules, so that what they counted can be carried from one ruleset to the next.
/// </summary>
public static class NamedCounters
{
    internal const string Head = "  counter ";
    internal const string Zero = " { packets 0 bytes 0 }";
    internal const string Prefix = "count_";

    /// <summary>True: the ruleset has counters to go on from.</summary>
    public static bool Any(string ruleset) => ruleset.Contains($"\n{Head}{Prefix}", StringComparison.Ordinal);

    /// <summary>The ruleset, with its counters going on from what <paramref name="listing"/> (<c>nft list counters</c>) says.</summary>
    public static string Continue(string ruleset, string listing)
    {
        var counts = Counts(listing).ToDictionary(count => count.Name);
        var text = new StringBuilder(ruleset.Length);
        foreach (var range in ruleset.AsSpan().Split('\n'))
        {
            var line = ruleset.AsSpan()[range];
            text.Append(line);
            if (line.StartsWith(Head, StringComparison.Ordinal) && line.EndsWith(Zero, StringComparison.Ordinal)
                && counts.TryGetValue(line[Head.Length..^Zero.Length].ToString(), out var count))
            {
                text.Length -= Zero.Length;
                text.Append($" {{ packets {count.Packets} bytes {count.Bytes} }}");
            }
            text.Append('\n');
        }
        text.Length--;
        return text.ToString();
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
