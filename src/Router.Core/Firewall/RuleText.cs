using System.Text;
using Router.Core.Sections.Firewall;
using Router.Core.State;
using Router.Core.Values;

namespace Router.Core.Firewall;

/// <summary>Rules in their order, neighbours joined by <see cref="RuleMerger"/>.</summary>
internal static class RuleText
{
    public const int CommentBytes = 128;
    private const int PrefixBytes = 120;
    private const int SmallestBurst = 5;

    /// <summary>Where a rule's packets pass.</summary>
    public enum Hook
    {
        Input,
        Forward,
        Output,
    }

    /// <summary>A limit is an object with a name: a rule that needs several matches still passes only so much in all.</summary>
    public static void AppendLimits(StringBuilder text, ValueList<RuleConfig> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Limit is { } limit)
                text.Append($"  limit {LimitName(i)} {{\n    rate {limit.Count}/{Unit(limit.Unit)} burst {Math.Max(SmallestBurst, limit.Count)} packets\n  }}\n");
        }
    }

    public static void Append(StringBuilder text, ValueList<RuleConfig> rules, Topology topology, Hook hook)
    {
        var limits = Limits(rules);
        foreach (var rule in RuleMerger.Merge(rules.Where(rule => Passes(rule, hook))))
        {
            foreach (var match in Matches(rule, topology, hook))
                AppendRule(text, rule, match, limits);
        }
    }

    private static bool Passes(RuleConfig rule, Hook hook) => hook switch
    {
        Hook.Input => rule.From != FirewallConfig.RouterZone && (rule.To is null or FirewallConfig.RouterZone),
        Hook.Forward => rule.From != FirewallConfig.RouterZone && rule.To != FirewallConfig.RouterZone,
        _ => rule.From == FirewallConfig.RouterZone && rule.To != FirewallConfig.RouterZone,
    };

    private static void AppendRule(StringBuilder text, RuleConfig rule, string match, Dictionary<string, string> limits)
    {
        text.Append("    ").Append(match);
        if (limits.TryGetValue(rule.Name, out var limit))
            text.Append($"limit name \"{limit}\" ");
        text.Append("counter ");
        // In a prefix nft takes a dollar sign for a variable.
        if (rule.Log)
            text.Append($"log prefix {NftText.QuoteShort($"router {rule.Name.Replace('$', '_')}", PrefixBytes)[..^1]}: \" ");
        text.Append(NftText.Verdict(rule.Action)).Append($" comment {NftText.QuoteShort(rule.Name, CommentBytes)}\n");
    }

    private static Dictionary<string, string> Limits(ValueList<RuleConfig> rules)
    {
        var limits = new Dictionary<string, string>();
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Limit is not null)
                limits[rules[i].Name] = LimitName(i);
        }
        return limits;
    }

    private static string LimitName(int index) => $"rule_{index + 1}";

    private static string Unit(RateUnit unit) => unit.ToString().ToLowerInvariant();

    /// <summary>Every combination of what the rule asks for, as the part in front of the verdict.</summary>
    public static IEnumerable<string> Matches(RuleConfig rule, Topology topology, Hook hook)
    {
        var links = Links(rule, topology, hook);
        if (links is null)
            yield break;
        foreach (var source in AddressText.Matches(rule.Source, "saddr"))
        {
            foreach (var destination in AddressText.Matches(rule.Destination, "daddr").Where(d => AddressText.SameFamily(source, d)))
            {
                foreach (var service in ServiceText.Matches(rule.Service))
                    yield return $"{links}{source}{destination}{service}";
            }
        }
    }

    /// <summary>Null: a zone that nobody is in, so no packet can match.</summary>
    private static string? Links(RuleConfig rule, Topology topology, Hook hook)
    {
        var from = hook == Hook.Output ? null : rule.From;
        var to = hook == Hook.Input ? null : rule.To;
        if (new[] { from, to }.Any(zone => zone is not null && topology.Members(zone).Count == 0))
            return null;
        return (from is null ? "" : $"iifname @{NftText.Zone(from)} ") + (to is null ? "" : $"oifname @{NftText.Zone(to)} ");
    }
}
