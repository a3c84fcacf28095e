using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>
/// What <c>services igmp-proxy</c> needs: hosts and the line say what they join to the router itself, and groups are carried from the line
/// to the zones. The kernel carries no more of them than somebody has joined, from no sender that the proxy does not take.
/// </summary>
internal static class MulticastRules
{
    private const string Links = "multicast_links", Below = "multicast_below", Groups = "224.0.0.0/4";

    /// <summary>Its number: RFC 3376, section 4.</summary>
    private const string Igmp = "2";

    public static IEnumerable<Set> Sets(RouterConfig config, Topology topology)
    {
        if (Of(config, topology) is not var (upstream, below))
            yield break;
        yield return SetObjects.Links(Links, [upstream, .. below]) with { FollowsLinks = true };
        yield return SetObjects.Links(Below, below) with { FollowsLinks = true };
    }

    public static IEnumerable<Rule> Input(RouterConfig config, Topology topology)
    {
        if (Of(config, topology) is not null)
            yield return Rule.Of(Match.MemberOf(Selector.InputLink, Links), Match.Is(Selector.Protocol, Igmp), Verdict.Accept) with
            {
                Path = Places.IgmpProxy,
            };
    }

    public static IEnumerable<Rule> Forward(RouterConfig config, Topology topology)
    {
        if (Of(config, topology) is var (upstream, _))
            yield return Rule.Of(
                Match.IsLink(Selector.InputLink, upstream), Match.MemberOf(Selector.OutputLink, Below),
                Match.Is(Selector.Destination(ipv6: false), Groups), Match.Is(Selector.Protocol, "udp"), Verdict.Accept) with
            { Path = Places.IgmpProxy };
    }

    /// <summary>Whatever else the router may begin: a proxy in the document says that it asks and joins.</summary>
    public static IEnumerable<Rule> Output(RouterConfig config, Topology topology)
    {
        if (Of(config, topology) is not null)
            yield return Rule.Of(Match.MemberOf(Selector.OutputLink, Links), Match.Is(Selector.Protocol, Igmp), Verdict.Accept) with
            {
                Path = Places.IgmpProxy,
            };
    }

    /// <summary>Kernel names; null: there is nothing to carry, or nothing to carry it from.</summary>
    private static (string Upstream, IReadOnlyList<string> Below)? Of(RouterConfig config, Topology topology)
    {
        if (config.Services.IgmpProxy is not { } proxy || topology.Link(proxy.Upstream) is not var (upstream, _))
            return null;
        List<string> below = [.. proxy.Zones.Distinct().SelectMany(topology.Members).Distinct().Where(link => link != upstream)];
        return below.Count == 0 ? null : (upstream, below);
    }
}
