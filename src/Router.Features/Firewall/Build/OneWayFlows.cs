using System.Net;
using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Flows of which this router sees one half only: packets that go back by the link that they arrived on, to another router there, whose
/// answers go straight to who sent them. Connection tracking calls what follows invalid. On such links rules and policies alone decide, as
/// they do about what begins there; everywhere else what belongs to no flow is dropped.
/// </summary>
internal static class OneWayFlows
{
    private const string Invalid = "invalid";

    /// <summary>What says that a packet turns around here, each as the matches of a rule.</summary>
    public static List<Match[]> Turns(RouterConfig config, Topology topology) =>
        [.. MeshRules.Turns(config), .. Back(config, topology)];

    /// <summary>Where <see cref="VerdictOfInvalid"/> leads.</summary>
    public static IEnumerable<Chain> Of(List<Match[]> turns)
    {
        if (turns.Count > 0)
            yield return new(Invalid, null, [.. turns.Select(turn => new Rule([.. turn, Verdict.Return])), Rule.Of(Verdict.Drop)]);
    }

    /// <summary>What becomes of a packet on its way through that belongs to no flow.</summary>
    public static Verdict VerdictOfInvalid(List<Match[]> turns) => turns.Count > 0 ? Verdict.Jump(Invalid) : Verdict.Drop;

    /// <summary>What arrived on a link and leaves by it again; in and out are the same.</summary>
    public static Match[] Turn(string link, string? vrf) =>
        [Match.IsLink(VrfChains.Input(vrf), link), Match.IsLink(Selector.OutputLink, link)];

    /// <summary>
    /// The zone to another router of which a route leads, where hosts of the same zone may ask for it; null: there are none, or their
    /// connections are masqueraded and so come back here.
    /// </summary>
    public static string? LeadsBackInto(RouterConfig config, RouteWay way) =>
        way.Route.Via is { } via && way.Over is { } name && config.Interfaces.TryGetValue(name, out var there)
        && there is { Zone: { } zone, Loopback: false }
        && !config.Firewall.Nat.Masquerade.Contains(zone) && config.Interfaces.Values.Any(i => i.Zone == zone && HasHosts(i, via))
            ? zone
            : null;

    private static IEnumerable<Match[]> Back(RouterConfig config, Topology topology)
    {
        // Which way each route leads takes a look at all networks.
        if (!topology.Zones.Any(zone => config.Firewall.MayPass(zone, zone)))
            yield break;
        foreach (var way in RouteWays.Of(config).DistinctBy(way => way.Over))
        {
            if (LeadsBackInto(config, way) is { } zone && config.Firewall.MayPass(zone, zone) && config.Interfaces[way.Over!] is var there
                && HasHosts(there, way.Route.Via!) && topology.KernelName(way.Over!, there) is { } link)
                yield return Turn(link, there.Vrf);
        }
    }

    /// <summary>Beside us and another router there is room for somebody.</summary>
    private static bool HasHosts(InterfaceConfig there, IPAddress sameFamily) => there.Addresses.Any(a =>
        a.Address.AddressFamily == sameFamily.AddressFamily && (a.Address.GetAddressBytes().Length * 8) - a.PrefixLength > 2);
}
