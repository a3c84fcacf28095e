using System.Text;
using Router.Core.Rulesets;
using Router.Documents;
using Router.Features.Building;

namespace Router.Features.Firewall.Build;

/// <summary>Rules in their order, neighbours joined by <see cref="RuleMerger"/>.</summary>
internal static class RuleText
{
    public const int CommentBytes = 128;
    private const int PrefixBytes = 120;

    /// <summary>Where a rule's packets pass.</summary>
    public enum Hook
    {
        /// <summary>Before the way is chosen; rules that are not from the router.</summary>
        Prerouting,
        Input,
        Forward,
        Output,
    }

    public static void Append(StringBuilder text, ValueList<RuleConfig> rules, Topology topology, Hook hook)
    {
        var limits = RuleLimits.Names(rules);
        foreach (var rule in RuleMerger.Merge(rules.Where(rule => Passes(rule, hook))))
        {
            foreach (var match in Matches(rule, topology, hook))
                AppendRule(text, rule, match, limits);
        }
    }

    private static bool Passes(RuleConfig rule, Hook hook) => hook switch
    {
        Hook.Prerouting => rule.From != FirewallConfig.RouterZone,
        Hook.Input => rule.From != FirewallConfig.RouterZone && (rule.To is null or FirewallConfig.RouterZone),
        Hook.Forward => rule.From != FirewallConfig.RouterZone && rule.To != FirewallConfig.RouterZone,
        _ => rule.From == FirewallConfig.RouterZone && rule.To != FirewallConfig.RouterZone,
    };

    private static void AppendRule(StringBuilder text, RuleConfig rule, string match, Dictionary<string, string> limits)
    {
        foreach (var limit in RuleLimits.Matches(rule, match, limits))
            AppendRule(text, rule, $"{match}{limit}");
    }

    private static void AppendRule(StringBuilder text, RuleConfig rule, string match)
    {
        text.Append("    ").Append(match).Append(rule.Count ? $"counter name \"{RuleCounters.NameOf(rule)}\" " : "counter ");
        // In a prefix nft takes a dollar sign for a variable.
        if (rule.Log)
            text.Append($"log prefix {NftText.QuoteShort($"router {rule.Name.Replace('$', '_')}", PrefixBytes)[..^1]}: \" ");
        text.Append(NftText.Verdict(rule.Action)).Append($" comment {NftText.QuoteShort(rule.Name, CommentBytes)}\n");
    }

    /// <summary>Every combination of what the rule asks for, as the part in front of the verdict.</summary>
    public static IEnumerable<string> Matches(RuleConfig rule, Topology topology, Hook hook)
    {
        foreach (var links in Links(rule, topology, hook))
        {
            foreach (var source in AddressText.Matches(rule.Source, "saddr"))
            {
                foreach (var destination in AddressText.Matches(rule.Destination, "daddr").Where(d => AddressText.SameFamily(source, d)))
                {
                    foreach (var service in ServiceText.Matches(rule.Service))
                        yield return $"{links}{source}{destination}{service}";
                }
            }
        }
    }

    /// <summary>None: a zone that nobody is in, so no packet can match.</summary>
    private static IEnumerable<string> Links(RuleConfig rule, Topology topology, Hook hook)
    {
        var from = hook == Hook.Output ? null : rule.From;
        var to = hook is Hook.Input or Hook.Prerouting ? null : rule.To;
        if (new[] { from, to }.Any(zone => zone is not null && topology.Members(zone).Count == 0))
            return [];
        var by = from is null ? [""] : hook == Hook.Prerouting ? [$"iifname @{NftText.Zone(from)} "] : VrfText.From(from, topology);
        return by.Select(came => came + (to is null ? "" : $"oifname @{NftText.Zone(to)} "));
    }
}
