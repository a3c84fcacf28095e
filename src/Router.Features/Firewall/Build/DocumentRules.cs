using Router.Core.Rulesets;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
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

    public static IEnumerable<Rule> Of(RouterConfig config, Topology topology, Stage stage)
    {
        var rules = config.Firewall.Rules;
        var limits = RuleLimits.Names(rules);
        foreach (var rule in RuleMerger.Merge(rules.Where(rule => Passes(rule, stage))))
        {
            var (place, ends) = (Places.Rule(rule.Name), End(rule, limits));
            foreach (var when in TimeMatches.Of(rule, config.System.TimeZone))
            {
                foreach (var matches in Matches(rule, topology, stage))
                {
                    foreach (var limit in RuleLimits.Of(rule, matches, limits))
                        yield return new Rule([.. matches, .. when, .. limit, .. ends]) { Comment = rule.Name, Path = place };
                }
            }
        }
    }

    /// <summary>What rules do that write no more than some lines to the log.</summary>
    public static IEnumerable<TableObject.Chain> Chains(ValueList<RuleConfig> rules)
    {
        var limits = RuleLimits.Names(rules);
        foreach (var rule in rules.Where(rule => rule is { Log: true, LogLimit: not null }))
        {
            var name = limits[rule.Name];
            var log = new Rule([new Limit(RuleLimits.LogOf(name)), LogOf(rule)]) { Comment = rule.Name, Path = Places.Rule(rule.Name) };
            yield return new(ChainOf(name), null, [log, log with { Statements = [CountOf(rule), PolicyChains.VerdictOf(rule.Action)] }]);
        }
    }

    /// <summary>Every combination of what the rule asks for.</summary>
    public static IEnumerable<List<Match>> Matches(RuleConfig rule, Topology topology, Stage stage)
    {
        var (sources, destinations, services) = (
            AddressMatches.Of(rule.Source, Selector.Source, name => stage == Stage.Output ? null : Came(name, topology, stage)),
            AddressMatches.Of(rule.Destination, Selector.Destination, name => Leaves(name, topology, stage)),
            ServiceMatches.Of(rule.Service, rule.SourcePorts).ToList());
        Match[] mac = rule.Mac.Count == 0 ? [] : [Match.OneOf(Selector.SourceMac, rule.Mac)];
        foreach (var links in Links(rule, topology, stage))
        {
            foreach (var source in sources)
            {
                foreach (var destination in destinations)
                {
                    foreach (var service in services)
                    {
                        List<Match> matches = [.. links, .. mac, .. source, .. destination, .. service];
                        if (AddressMatches.SameFamily(matches))
                            yield return matches;
                    }
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
    private static Statement[] End(RuleConfig rule, Dictionary<string, string> limits) => rule is { Log: true, LogLimit: not null }
        ? [Verdict.Goto(ChainOf(limits[rule.Name]))]
        : [CountOf(rule), .. Given(rule.Log ? LogOf(rule) : null), PolicyChains.VerdictOf(rule.Action)];

    private static Count CountOf(RuleConfig rule) => rule.Count ? new Count(RuleCounters.NameOf(rule)) : Count.Own;

    private static Log LogOf(RuleConfig rule) => new(rule.LogPrefix ?? $"router {rule.Name}");

    private static string ChainOf(string limit) => $"logged_{limit}";

    /// <summary>None: a zone that nobody is in, so no packet can match.</summary>
    private static IEnumerable<Match[]> Links(RuleConfig rule, Topology topology, Stage stage)
    {
        var from = stage == Stage.Output ? null : rule.From;
        var to = stage is Stage.Input or Stage.Prerouting ? null : rule.To;
        if (new[] { from, to }.Any(zone => zone is not null && topology.Members(zone).Count == 0))
            return [];
        var leaving = to is null ? null : Match.MemberOf(Selector.OutputLink, SetNames.Zone(to));
        return CameFrom(from, topology, stage).Select(came => (Match[])[.. Given(came), .. Given(leaving)]);
    }

    /// <summary>What says that a packet on its way arrived on the interface; null: its port is not there.</summary>
    public static Match? Arrived(string name, Topology topology) =>
        topology.Link(name) is var (link, _) ? Match.IsLink(Selector.InputLink, link) : null;

    private static Match? Came(string name, Topology topology, Stage stage) => topology.Link(name) is var (link, vrf)
        ? Match.IsLink(stage == Stage.Prerouting ? Selector.InputLink : VrfChains.Input(vrf), link)
        : null;

    /// <summary>Null: its port is not there, or it is not known yet.</summary>
    private static Match? Leaves(string name, Topology topology, Stage stage) =>
        stage is Stage.Forward or Stage.Output && topology.Link(name) is var (link, _) ? Match.IsLink(Selector.OutputLink, link) : null;

    /// <summary>By which links; null: by any.</summary>
    private static IEnumerable<Match?> CameFrom(string? zone, Topology topology, Stage stage)
    {
        if (zone is null)
            return [null];
        return stage == Stage.Prerouting
            ? [Match.MemberOf(Selector.InputLink, SetNames.Zone(zone))]
            : VrfChains.From(zone, topology);
    }

    private static T[] Given<T>(T? statement) where T : Statement => statement is null ? [] : [statement];
}
