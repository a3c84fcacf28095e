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
            Rule.Of(Match.IsFamily(ipv6: false), Match.MemberOf(Selector.OutputLink, Masqueraded), new Masquerade()) with
            { Path = Places.Masquerade },
            .. Returning(config, topology, ipv6: false),
            .. Returning(config, topology, ipv6: true),
        ]);

    private static IEnumerable<Rule> Returning(RouterConfig config, Topology topology, bool ipv6)
    {
        var family = ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var pairs = Elements.Of(Inside.SameLink(config, topology));
        if (pairs.Count == 0 || !config.Firewall.Nat.Inner.Any(a => a.AddressFamily == family))
            yield break;
        yield return Rule.Of(
            Match.IsFamily(ipv6),
            Match.Is(Selector.Status, "dnat"),
            new Match(Selector.Join(Selector.InputLink, Selector.OutputLink), new Operand.OneOf(pairs)),
            new Masquerade()) with
        { Path = Places.Translations };
    }
}
