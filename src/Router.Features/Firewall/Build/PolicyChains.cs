using Router.Core.Rulesets;
using Router.Core.Values;
using Router.Features.Building;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Policies in two steps, so that their size grows with the zones and not with the pairs of links: the zone a packet arrived on leads to
/// its chain, and there the zone it leaves by to the verdict. Rules over sets and no verdict maps: while the kernel puts one table in the
/// place of another, what a map of the old one held is gone a moment before the map is (measured: a packet in two reloads at 27,000 a
/// second).
/// </summary>
internal static class PolicyChains
{
    /// <summary>The chain that tells the sender.</summary>
    public const string Refuse = "refuse";

    private const string Router = FirewallConfig.RouterZone;

    private static readonly Verdict Refused = Verdict.Goto(Refuse);

    public static Verdict VerdictOf(FirewallAction action) => action switch
    {
        FirewallAction.Accept => Verdict.Accept,
        FirewallAction.Drop => Verdict.Drop,
        _ => Refused,
    };

    public static IEnumerable<Chain> Forward(FirewallConfig firewall, Topology topology)
    {
        foreach (var (pair, policy) in firewall.Policies.Where(p => p.Value.Action is null && p.Key.From != Router && p.Key.To != Router))
            yield return Services(pair, policy);
        foreach (var from in Sources(firewall, topology))
            yield return new(
                From(from), null,
                [.. Verdicts(Leaving, firewall, topology, pair => pair.From == from && pair.To != Router ? pair.To : null)]);
    }

    public static IEnumerable<Rule> ForwardJumps(FirewallConfig firewall, Topology topology) =>
        from zone in Sources(firewall, topology)
        from match in VrfChains.From(zone, topology)
        select Rule.Of(match, Verdict.Jump(From(zone)));

    /// <summary>Policies to the router, by the zone that the packet came from.</summary>
    public static IEnumerable<Rule> InputJumps(FirewallConfig firewall, Topology topology) =>
        Verdicts(zone => VrfChains.From(zone, topology), firewall, topology, pair => pair.To == Router ? pair.From : null);

    /// <summary>Policies from the router, by the zone that the packet leaves for.</summary>
    public static IEnumerable<Rule> OutputJumps(FirewallConfig firewall, Topology topology) =>
        Verdicts(Leaving, firewall, topology, pair => pair.From == Router ? pair.To : null);

    public static IEnumerable<Chain> OfTheRouter(FirewallConfig firewall) => firewall.Policies
        .Where(p => p.Value.Action is null && (p.Key.From == Router || p.Key.To == Router))
        .Select(p => Services(p.Key, p.Value));

    private static List<string> Sources(FirewallConfig firewall, Topology topology) =>
        [.. firewall.Policies.Keys
            .Where(p => p.From != Router && p.To != Router && topology.Members(p.From).Count > 0)
            .Select(p => p.From)
            .Distinct()];

    private static Chain Services(ZonePair pair, PolicyConfig policy)
    {
        var place = Places.Policy(pair);
        return new(
            ChainOf(pair), null,
            [
                .. ServiceMatches.Of(policy.Services).Select(
                    match => (match is null ? Rule.Of(Verdict.Accept) : Rule.Of(match, Verdict.Accept)) with { Path = place }),
                Rule.Of(Verdict.Drop) with { Path = place },
            ]);
    }

    /// <summary>A rule for each policy whose other <paramref name="zone"/> has links; null: the policy is about something else.</summary>
    private static IEnumerable<Rule> Verdicts(
        Func<string, IEnumerable<Match>> links, FirewallConfig firewall, Topology topology, Func<ZonePair, string?> zone)
    {
        foreach (var (pair, policy) in firewall.Policies)
        {
            if (zone(pair) is not { } other || topology.Members(other).Count == 0)
                continue;
            var verdict = policy.Action is { } action ? VerdictOf(action) : Verdict.Goto(ChainOf(pair));
            var place = Places.Policy(pair);
            foreach (var match in links(other))
                yield return Rule.Of(match, verdict) with { Path = place };
        }
    }

    private static IEnumerable<Match> Leaving(string zone) => [Match.MemberOf(Selector.OutputLink, SetNames.Zone(zone))];

    private static string From(string zone) => $"from_{zone}";

    /// <summary>The slash cannot be in a zone's name, so no two pairs share a chain.</summary>
    private static string ChainOf(ZonePair pair) => $"policy_{pair.From}/{pair.To}";
}
