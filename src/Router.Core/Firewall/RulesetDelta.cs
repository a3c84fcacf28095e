using System.Text;

namespace Router.Core.Firewall;

/// <summary>
/// The way from one ruleset of <see cref="RulesetBuilder"/> to another where only elements of sets and maps differ: a
/// transaction whose cost follows the change and not the size of the firewall.
/// </summary>
public static class RulesetDelta
{
    private const string Elements = "    elements = { ";
    private const string ElementsEnd = " }";
    private const string Fingerprint = "  chain fingerprint_";

    /// <summary>Null: more than elements differ, or so many of them that loading all is no slower.</summary>
    public static string? Between(string before, string after)
    {
        var (old, next) = (Parse(before), Parse(after));
        if (old.Fingerprint is null || next.Fingerprint is null || !old.Skeleton.SequenceEqual(next.Skeleton, StringComparer.Ordinal))
            return null;
        var text = new StringBuilder();
        text.Append("delete chain inet router fingerprint_").Append(old.Fingerprint).Append('\n');
        text.Append("add chain inet router fingerprint_").Append(next.Fingerprint).Append('\n');
        foreach (var set in old.Sets.Keys.Union(next.Sets.Keys))
        {
            if (!Append(text, set, old.Sets.GetValueOrDefault(set, ""), next.Sets.GetValueOrDefault(set, "")))
                return null;
        }
        return text.ToString();
    }

    /// <summary>False: most elements differ.</summary>
    private static bool Append(StringBuilder text, string set, string before, string after)
    {
        if (before == after)
            return true;
        var (old, next) = (Split(before), Split(after));
        var gone = old.Except(next).ToList();
        var added = next.Except(old).ToList();
        if (gone.Count + added.Count > Math.Max(16, next.Count / 2))
            return false;
        Append(text, "delete", set, gone);
        Append(text, "add", set, added);
        return true;
    }

    private static void Append(StringBuilder text, string verb, string set, List<string> elements)
    {
        if (elements.Count > 0)
            text.Append(verb).Append(" element inet router ").Append(set).Append(" { ").AppendJoin(", ", elements).Append(" }\n");
    }

    /// <summary>All lines but those of elements, which are kept by the name of their set.</summary>
    private static (List<string> Skeleton, Dictionary<string, string> Sets, string? Fingerprint) Parse(string ruleset)
    {
        var skeleton = new List<string>();
        var sets = new Dictionary<string, string>();
        string? fingerprint = null;
        var set = "";
        foreach (var range in ruleset.AsSpan().Split('\n'))
        {
            var line = ruleset.AsSpan()[range];
            if (line.StartsWith(Elements, StringComparison.Ordinal))
            {
                sets[set] = line[Elements.Length..^ElementsEnd.Length].ToString();
                continue;
            }
            if (line.StartsWith(Fingerprint, StringComparison.Ordinal))
            {
                fingerprint = line[Fingerprint.Length..line.IndexOf(" {", StringComparison.Ordinal)].ToString();
                continue;
            }
            var words = line.StartsWith("  set ", StringComparison.Ordinal) || line.StartsWith("  map ", StringComparison.Ordinal) ? line["  set ".Length..] : [];
            if (words.Length > 0)
                set = words[..words.IndexOf(" {", StringComparison.Ordinal)].ToString();
            skeleton.Add(line.ToString());
        }
        return (skeleton, sets, fingerprint);
    }

    /// <summary>At the commas that are in no quotes.</summary>
    private static HashSet<string> Split(string elements)
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
                    parts.Add(elements[start..i].Trim());
                start = i + 1;
            }
        }
        return parts;
    }
}
