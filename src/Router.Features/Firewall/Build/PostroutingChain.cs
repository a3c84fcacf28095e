using System.Net.Sockets;
using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Masquerading by a set of links. A forwarded connection that leaves by the link it arrived on is masqueraded as well, or the
/// inner host would answer its neighbour directly.
/// </summary>
internal static class PostroutingChain
{
    public const string Masqueraded = "masqueraded";

    public static Set Links(RouterConfig config, Topology topology) =>
        SetObjects.Links(Masqueraded, config.Firewall.Nat.Masquerade.SelectMany(topology.Members).Distinct()) with { FollowsLinks = true };

    public static Chain Of(RouterConfig config, Topology topology) => new(
        "postrouting", new("nat", "postrouting", "srcnat"),
        [
            .. AddressTranslation.Outgoing(config.Firewall.Nat, topology),
            .. PrefixTranslation.Outgoing(config.Firewall.Nat, topology),
            .. Untranslated(config, topology),
            .. Masquerading(config.Firewall.Nat, topology),
            .. Returning(config, topology, ipv6: false),
            .. Returning(config, topology, ipv6: true),
        ]);

    /// <summary>Links of masqueraded zones whose provider translates: twice would take the ports of a flow from it.</summary>
    private static IEnumerable<Rule> Untranslated(RouterConfig config, Topology topology) =>
        from entry in config.Interfaces
        where entry.Value is { Enabled: true, Zone: { } zone, Made.IsTranslatedOutside: true }
            && config.Firewall.Nat.Masquerade.Contains(zone)
        let link = topology.KernelName(entry.Key, entry.Value)
        where link is not null
        select Rule.Of(Match.IsLink(Selector.OutputLink, link), Verdict.Return) with { Path = Places.Masquerade };

    /// <summary>One rule for all zones, or one for each where some have options.</summary>
    private static IEnumerable<Rule> Masquerading(NatConfig nat, Topology topology)
    {
        if (nat.MasqueradeOptions.Count == 0)
            return
            [
                Rule.Of(Match.IsFamily(ipv6: false), Match.MemberOf(Selector.OutputLink, Masqueraded), new Masquerade()) with
                { Path = Places.Masquerade },
            ];
        return nat.Masquerade.Where(zone => topology.Members(zone).Count > 0).SelectMany(zone => Masquerading(
            SetNames.Zone(zone), nat.MasqueradeOptions.GetValueOrDefault(zone, new MasqueradeConfig()), topology));
    }

    private static IEnumerable<Rule> Masquerading(string links, MasqueradeConfig options, Topology topology)
    {
        foreach (var source in AddressMatches.Of(options.Source, Selector.Source, name => DocumentRules.Arrived(name, topology)))
        {
            foreach (var destination in AddressMatches.Of(options.Destination, Selector.Destination, _ => null))
            {
                Match[] pair = [.. source, .. destination];
                if (pair.Any(match => match.Selector.IsIPv6 == true))
                    continue;
                Match[] matches = pair.Length == 0 ? [Match.IsFamily(ipv6: false)] : pair;
                var masquerade = new Masquerade { Random = options.Random, Persistent = options.Persistent };
                if (options.Ports is { } ports)
                    yield return Masquerading(links, [.. matches, ServiceMatches.WithPorts], masquerade with { Ports = $"{ports}" });
                yield return Masquerading(links, matches, masquerade);
            }
        }
    }

    private static Rule Masquerading(string links, Match[] matches, Masquerade masquerade) =>
        new([Match.MemberOf(Selector.OutputLink, links), .. matches, masquerade]) { Path = Places.Masquerade };

    private static IEnumerable<Rule> Returning(RouterConfig config, Topology topology, bool ipv6)
    {
        var family = ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        if (!config.Firewall.Nat.Inner.Any(a => a.AddressFamily == family))
            yield break;
        var pairs = Elements.Of(Inside.SameLink(config, topology));
        if (pairs.Count == 0)
            yield break;
        yield return Rule.Of(
            Match.IsFamily(ipv6),
            Match.Is(Selector.Status, "dnat"),
            new Match(Selector.Join(Selector.InputLink, Selector.OutputLink), new Operand.OneOf(pairs)),
            new Masquerade()) with
        { Path = Places.Translations };
    }
}
