using Router.Core.Rulesets;
using Router.Documents;
using Router.Features.Building;
using static Router.Core.Rulesets.Statement;

namespace Router.Features.Firewall.Build;

/// <summary>Rules in their order, neighbours joined by <see cref="RuleMerger"/>.</summary>
internal static class DocumentRules
{
    /// <summary>Where a rule's packets pass.</summary>
    public enum Stage
    {
        /// <summary>Before the way is chosen; rules that are not from the router.</summary>
        Prerouting,
        Input,
        Forward,
        Output,
    }

    public static IEnumerable<Rule> Of(ValueList<RuleConfig> rules, Topology topology, Stage stage)
    {
        var limits = RuleLimits.Names(rules);
        foreach (var rule in RuleMerger.Merge(rules.Where(rule => Passes(rule, stage))))
        {
            var (place, ends) = (Places.Rule(rule.Name), End(rule));
            foreach (var matches in Matches(rule, topology, stage))
            {
                foreach (var limit in RuleLimits.Of(rule, matches, limits))
                    yield return new Rule([.. matches, .. Given(limit), .. ends]) { Comment = rule.Name, Path = place };
            }
        }
    }

    /// <summary>Every combination of what the rule asks for.</summary>
    public static IEnumerable<List<Match>> Matches(RuleConfig rule, Topology topology, Stage stage)
    {
        var (sources, destinations, services) = (
            AddressMatches.Of(rule.Source, Selector.Source),
            AddressMatches.Of(rule.Destination, Selector.Destination),
            ServiceMatches.Of(rule.Service));
        foreach (var links in Links(rule, topology, stage))
        {
            foreach (var source in sources)
            {
                foreach (var destination in destinations.Where(d => AddressMatches.SameFamily(source, d)))
                {
                    foreach (var service in services)
                        yield return [.. links, .. Given(source), .. Given(destination), .. Given(service)];
                }
            }
        }
    }

    private static bool Passes(RuleConfig rule, Stage stage) => stage switch
    {
        Stage.Prerouting => rule.From != FirewallConfig.RouterZone,
        Stage.Input => rule.From != FirewallConfig.RouterZone && (rule.To is null or FirewallConfig.RouterZone),
        Stage.Forward => rule.From != FirewallConfig.RouterZone && rule.To != FirewallConfig.RouterZone,
        _ => rule.From == FirewallConfig.RouterZone && rule.To != FirewallConfig.RouterZone,
    };

    /// <summary>What stands behind the matches.</summary>
    private static Statement[] End(RuleConfig rule) =>
    [
        rule.Count ? new Count(RuleCounters.NameOf(rule)) : Count.Own,
        .. Given(rule.Log ? new Log($"router {rule.Name}") : null),
        PolicyChains.VerdictOf(rule.Action),
    ];

    /// <summary>None: a zone that nobody is in, so no packet can match.</summary>
    private static IEnumerable<Match[]> Links(RuleConfig rule, Topology topology, Stage stage)
    {
        var from = stage == Stage.Output ? null : rule.From;
        var to = stage is Stage.Input or Stage.Prerouting ? null : rule.To;
        if (new[] { from, to }.Any(zone => zone is not null && topology.Members(zone).Count == 0))
            return [];
        var leaving = to is null ? null : Match.MemberOf(Selector.OutputLink, SetNames.Zone(to));
        return Came(from, topology, stage).Select(came => (Match[])[.. Given(came), .. Given(leaving)]);
    }

    /// <summary>By which links; null: by any.</summary>
    private static IEnumerable<Match?> Came(string? zone, Topology topology, Stage stage)
    {
        if (zone is null)
            return [null];
        return stage == Stage.Prerouting
            ? [Match.MemberOf(Selector.InputLink, SetNames.Zone(zone))]
            : VrfChains.From(zone, topology);
    }

    private static T[] Given<T>(T? statement) where T : Statement => statement is null ? [] : [statement];
}
