using Router.Documents;

namespace Router.Core.Rulesets;

/// <summary>
/// Elements of one set or map that go and come, in nft's language. A <paramref name="Type"/> of ranges starts with <c>interval</c>.
/// </summary>
public sealed record ElementChange(string Set, string Type, ValueList<string> Removed, ValueList<string> Added)
{
    private const string Separator = ", ";

    /// <summary>So few are never worth a whole load.</summary>
    private const int Few = 16;

    /// <summary>Null: most elements differ.</summary>
    internal static ElementChange? Between(string set, string type, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var most = Math.Max(Few, after.Count(Separator) / 2);
        Trim(ref before, ref after);
        var (old, next) = (Split(before), Split(after));
        var gone = old.Except(next).ToList();
        var added = next.Except(old).ToList();
        return gone.Count + added.Count > most ? null : new(set, type, [.. gone], [.. added]);
    }

    /// <summary>
    /// Leaves out what both start and end with: mostly all but a word. Names in quotes may hold commas, so these stay whole.
    /// </summary>
    private static void Trim(ref ReadOnlySpan<char> before, ref ReadOnlySpan<char> after)
    {
        if (before.Contains('"') || after.Contains('"'))
            return;
        var start = before[..before.CommonPrefixLength(after)].LastIndexOf(Separator);
        start = start < 0 ? 0 : start + Separator.Length;
        before = before[start..];
        after = after[start..];
        var same = 0;
        while (same < before.Length && same < after.Length && before[^(same + 1)] == after[^(same + 1)])
            same++;
        var end = before[^same..].IndexOf(Separator);
        if (end < 0)
            return;
        before = before[..^(same - end)];
        after = after[..^(same - end)];
    }

    /// <summary>At the commas that are in no quotes.</summary>
    private static HashSet<string> Split(ReadOnlySpan<char> elements)
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        var (start, quoted) = (0, false);
        for (var i = 0; i <= elements.Length; i++)
        {
            if (i < elements.Length && elements[i] == '"')
                quoted = !quoted;
            if ((i == elements.Length || elements[i] == ',') && !quoted)
            {
                if (i > start)
                    parts.Add(elements[start..i].Trim().ToString());
                start = i + 1;
            }
        }
        return parts;
    }
}
