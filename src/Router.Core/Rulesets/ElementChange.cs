using Router.Documents;
using static Router.Core.Rulesets.TableObject;

namespace Router.Core.Rulesets;

/// <summary>Elements of one set or map that go and come, in nft's language.</summary>
/// <param name="Set">As it will be.</param>
public sealed record ElementChange(Set Set, ValueList<string> Removed, ValueList<string> Added)
{
    /// <summary>So few are never worth a whole load.</summary>
    private const int Few = 16;

    /// <summary>Null: most elements differ.</summary>
    internal static ElementChange? Between(Set before, Set after)
    {
        var (was, becomes) = (before.Elements, after.Elements);
        var most = Math.Max(Few, becomes.Count / 2);
        // Mostly all but one are the same, in the same order.
        var shorter = Math.Min(was.Count, becomes.Count);
        var (start, end) = (0, 0);
        while (start < shorter && was[start].SequenceEqual(becomes[start]))
            start++;
        while (end < shorter - start && was[was.Count - 1 - end].SequenceEqual(becomes[becomes.Count - 1 - end]))
            end++;
        var (old, next) = (Between(was, start, was.Count - end), Between(becomes, start, becomes.Count - end));
        var gone = old.Except(next).ToList();
        var added = next.Except(old).ToList();
        return gone.Count + added.Count > most ? null : new(after, [.. gone], [.. added]);
    }

    private static HashSet<string> Between(Elements elements, int start, int end)
    {
        var parts = new HashSet<string>(end - start, StringComparer.Ordinal);
        for (var i = start; i < end; i++)
            parts.Add(elements[i].ToString());
        return parts;
    }
}
