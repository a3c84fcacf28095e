using System.Net;
using Router.Core.Rulesets;
using Router.Features.Building;
using static Router.Core.Rulesets.Statement;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Prefixes of IPv6 that have another one outside. Unlike a port forward, a translation of this kind lets nobody in: what comes for an
/// outer address goes through rules and policies as any other.
/// </summary>
internal static class PrefixTranslation
{
    /// <summary>Before the route is looked up. What is the router's own stays so.</summary>
    public static IEnumerable<Rule> Incoming(NatConfig nat, Topology topology) => Of(nat, topology).Select(entry => Rule.Of(
        Match.MemberOf(Selector.InputLink, SetNames.Zone(entry.Config.Zone)),
        Match.Is(Selector.Destination(ipv6: true), $"{entry.Config.Outer}"),
        PortForwards.NotLocal,
        To(entry.Config.Inner, destination: true)) with
    { Path = Places.Prefix(entry.Name) });

    /// <summary>After the route is known.</summary>
    public static IEnumerable<Rule> Outgoing(NatConfig nat, Topology topology) => Of(nat, topology).Select(entry => Rule.Of(
        Match.MemberOf(Selector.OutputLink, SetNames.Zone(entry.Config.Zone)),
        Match.Is(Selector.Source(ipv6: true), $"{entry.Config.Inner}"),
        To(entry.Config.Outer, destination: false)) with
    { Path = Places.Prefix(entry.Name) });

    /// <summary>What of all translated packets needs no policy: one of these in a rule.</summary>
    public static IEnumerable<Match[]> Passing(NatConfig nat)
    {
        if (nat.Prefixes.Count == 0)
            return [[]];
        var outer = nat.Prefixes.Values.Select(prefix => $"{prefix.Outer}").Distinct();
        return [[Match.IsFamily(ipv6: false)], [Match.OneOf(Selector.OriginalDestination6, outer) with { Not = true }]];
    }

    private static Translate To(IPNetwork prefix, bool destination) =>
        new(destination, IPv6: true, new Operand.Value($"{prefix}")) { IsPrefix = true };

    private static IEnumerable<(string Name, PrefixNatConfig Config)> Of(NatConfig nat, Topology topology) => nat.Prefixes
        .Where(entry => topology.Members(entry.Value.Zone).Count > 0).Select(entry => (entry.Key, entry.Value));
}
