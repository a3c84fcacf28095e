using System.Runtime.InteropServices;
using System.Text;

namespace Router.Core.Rulesets;

/// <summary>
/// A ruleset of ours in two parts that are loaded as one: what takes nft to understand, and the elements of long sets and maps, which do
/// not. nft reads and builds each element in user space, and takes three times as long for that as the kernel does to take it in.
/// </summary>
/// <param name="Skeleton">The ruleset without these elements.</param>
/// <param name="Sets">In the order of the text.</param>
public sealed record RulesetParts(string Skeleton, IReadOnlyList<LongSet> Sets)
{
    /// <summary>In characters: shorter ones are not worth a second program's output to be read.</summary>
    private const int Long = 2048, Worth = 16384;

    private const string LineStart = "    elements = { ";
    private const string LineEnd = " }\n";

    /// <summary>Null: nothing is gained.</summary>
    public static RulesetParts? Split(string ruleset)
    {
        // Names in quotes may hold commas.
        var sets = RulesetText.Parse(ruleset).Sets.Where(set => set.Value.Elements.Length >= Long && !set.Value.Elements.Span.Contains('"'))
            .Select(set => new LongSet(set.Key, set.Value.Type, set.Value.Elements)).ToList();
        var length = sets.Sum(set => set.Elements.Length);
        return length < Worth || length < ruleset.Length / 2 ? null : new(Without(ruleset, sets), sets);
    }

    private static string Without(string ruleset, List<LongSet> sets)
    {
        var text = new StringBuilder(ruleset.Length - sets.Sum(set => set.Elements.Length));
        var at = 0;
        foreach (var set in sets)
        {
            _ = MemoryMarshal.TryGetString(set.Elements, out _, out var start, out var length);
            text.Append(ruleset, at, start - LineStart.Length - at);
            at = start + length + LineEnd.Length;
        }
        return text.Append(ruleset, at, ruleset.Length - at).ToString();
    }
}

/// <summary>
/// The elements of one set or map, as between its braces. A <paramref name="Type"/> of ranges starts with <c>interval</c>.
/// </summary>
public sealed record LongSet(string Name, string Type, ReadOnlyMemory<char> Elements);
