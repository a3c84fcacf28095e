namespace Router.Core.Rulesets;

/// <summary>
/// One set or map: its type as nft writes it (<c>ipv4_addr</c>, <c>ifname . ifname : verdict</c>), and the text between its braces.
/// </summary>
internal sealed record SetText(string Type, ReadOnlyMemory<char> Elements);

/// <summary>
/// A ruleset of ours taken apart: all lines but those of elements and of the fingerprint, the sets by their names, the fingerprint
/// (null: it is none of ours).
/// </summary>
internal sealed record RulesetText(List<string> Skeleton, OrderedDictionary<string, SetText> Sets, string? Fingerprint)
{
    private const string Elements = "    elements = { ";
    private const string ElementsEnd = " }";
    private const string FingerprintLine = "  chain fingerprint_";
    private const string TypeLine = "    type ";
    private const string IntervalLine = "    flags interval";

    public static RulesetText Parse(string ruleset)
    {
        var parsed = new RulesetText([], [], null);
        var set = "";
        foreach (var range in ruleset.AsSpan().Split('\n'))
        {
            var line = ruleset.AsSpan()[range];
            if (line.StartsWith(Elements, StringComparison.Ordinal) && parsed.Sets.TryGetValue(set, out var head))
            {
                parsed.Sets[set] = head with { Elements = ruleset.AsMemory()[range][Elements.Length..^ElementsEnd.Length] };
            }
            else if (line.StartsWith(FingerprintLine, StringComparison.Ordinal))
            {
                parsed =
                    parsed with { Fingerprint = line[FingerprintLine.Length..line.IndexOf(" {", StringComparison.Ordinal)].ToString() };
            }
            else
            {
                set = SetOf(line, set);
                parsed.Skeleton.Add(line.ToString());
                parsed.Note(set, line);
            }
        }
        return parsed;
    }

    /// <summary>The set whose lines these are; empty: none.</summary>
    private static string SetOf(ReadOnlySpan<char> line, string current)
    {
        var starts = line.StartsWith("  set ", StringComparison.Ordinal) || line.StartsWith("  map ", StringComparison.Ordinal);
        if (starts)
            return line["  set ".Length..line.IndexOf(" {", StringComparison.Ordinal)].ToString();
        return line.StartsWith("  }", StringComparison.Ordinal) ? "" : current;
    }

    private void Note(string set, ReadOnlySpan<char> line)
    {
        if (set.Length == 0)
            return;
        if (line.StartsWith(TypeLine, StringComparison.Ordinal))
            Sets[set] = new SetText(line[TypeLine.Length..].ToString(), default);
        else if (line.StartsWith(IntervalLine, StringComparison.Ordinal))
            Sets[set] = Sets[set] with { Type = $"interval {Sets[set].Type}" };
    }
}
