namespace Router.Core.Rulesets;

/// <summary>Rules of a ruleset's text by chain, in their order, as the kernel lists them too.</summary>
public static class RulesetLines
{
    public static Dictionary<string, List<string>> ByChain(string ruleset)
    {
        const string head = "  chain ", inside = "    ";
        var chains = new Dictionary<string, List<string>>();
        List<string>? rules = null;
        foreach (var range in ruleset.AsSpan().Split('\n'))
        {
            var line = ruleset.AsSpan()[range];
            if (line.StartsWith(head, StringComparison.Ordinal))
                chains[line[head.Length..line.IndexOf(" {", StringComparison.Ordinal)].ToString()] = rules = [];
            else if (!line.StartsWith(inside, StringComparison.Ordinal))
                rules = null;
            else if (rules is not null && !line.StartsWith("    type ", StringComparison.Ordinal))
                rules.Add(line[inside.Length..].ToString());
        }
        return chains;
    }
}
