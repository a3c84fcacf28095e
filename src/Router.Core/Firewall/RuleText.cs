using System.Text;
using Router.Core.Sections.Firewall;
using Router.Core.State;
using Router.Core.Values;

namespace Router.Core.Firewall;

/// <summary>
/// Rules in their order. Neighbours that say the same of different sources become one rule over all those sources, so that
/// ten thousand addresses cost one look-up.
/// </summary>
internal static class RuleText
{
    /// <summary>Where a rule's packets pass.</summary>
    public enum Hook
    {
        Input,
        Forward,
        Output,
    }

    public static void Append(StringBuilder text, ValueList<RuleConfig> rules, Topology topology, Hook hook)
    {
        foreach (var rule in Merge(rules.Where(rule => Passes(rule, hook))))
        {
            foreach (var match in Matches(rule, topology, hook))
                AppendRule(text, rule, match);
        }
    }

    private static bool Passes(RuleConfig rule, Hook hook) => hook switch
    {
        Hook.Input => rule.From != FirewallConfig.RouterZone && (rule.To is null or FirewallConfig.RouterZone),
        Hook.Forward => rule.From != FirewallConfig.RouterZone && rule.To != FirewallConfig.RouterZone,
        _ => rule.From == FirewallConfig.RouterZone && rule.To != FirewallConfig.RouterZone,
    };

    /// <summary>Only rules that count, log and limit nothing of their own can share a rule; the name of the first one stays.</summary>
    private static IEnumerable<RuleConfig> Merge(IEnumerable<RuleConfig> rules)
    {
        RuleConfig? open = null;
        List<AddressMatch> sources = [];
        foreach (var rule in rules)
        {
            if (open is not null && Mergeable(open) && Mergeable(rule) && rule with { Name = open.Name, Source = open.Source } == open)
            {
                sources.AddRange(rule.Source);
                continue;
            }
            if (open is not null)
                yield return open with { Source = [.. sources] };
            open = rule;
            sources = [.. rule.Source];
        }
        if (open is not null)
            yield return open with { Source = [.. sources] };
    }

    private static bool Mergeable(RuleConfig rule) => rule.Limit is null && !rule.Log && rule.Source.Count > 0;

    private static void AppendRule(StringBuilder text, RuleConfig rule, string match)
    {
        text.Append("    ").Append(match);
        if (rule.Limit is { } limit)
            text.Append($"limit rate {limit.Count}/{limit.Unit.ToString().ToLowerInvariant()} burst {Math.Max(5, limit.Count)} packets ");
        text.Append("counter ");
        if (rule.Log)
            text.Append($"log prefix {NftText.Quote($"router {Shorten(rule.Name, 100)}: ")} ");
        text.Append(NftText.Verdict(rule.Action)).Append($" comment {NftText.Quote(Shorten(rule.Name, 120))}\n");
    }

    /// <summary>Every combination of what the rule asks for, as the part in front of the verdict.</summary>
    private static IEnumerable<string> Matches(RuleConfig rule, Topology topology, Hook hook)
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

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..length];
}
