using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>
/// What VRFs change for the firewall. In input and forward a packet that arrived on a member says that it arrived on the VRF (iifname), and
/// the member is its sdifname; where it leaves by (oifname) is the member. The same addresses may be in several: what connection tracking
/// knows is kept apart by the number of the VRF's table.
/// </summary>
internal static class VrfChains
{
    private static readonly Selector ConnectionZone = new("ct zone");

    /// <summary>What says in input and forward that a packet arrived on a link of the zone; one of these matches.</summary>
    public static IEnumerable<Match> From(string zone, Topology topology)
    {
        if (topology.HasMembers(zone, inVrf: false))
            yield return Match.MemberOf(Selector.InputLink, SetNames.Zone(zone));
        if (topology.HasMembers(zone, inVrf: true))
            yield return Match.MemberOf(Selector.InputMember, SetNames.Zone(zone));
    }

    /// <summary>What says which link a packet arrived on.</summary>
    public static Selector Input(string? vrf) => vrf is null ? Selector.InputLink : Selector.InputMember;

    public static IEnumerable<Set> Sets(RouterConfig config, Topology topology) =>
        config.Routing.Vrfs.Keys.Select(vrf => SetObjects.Links(Members(vrf), MembersOf(vrf, config, topology)));

    /// <summary>Before connection tracking looks.</summary>
    public static IEnumerable<Chain> Of(RouterConfig config)
    {
        if (config.Routing.Vrfs.Count == 0)
            yield break;
        yield return new("vrfs", new("filter", "prerouting", "raw"), [.. Zones(config, Selector.InputLink)]);
        yield return new("own_vrfs", new("filter", "output", "raw"), [.. Zones(config, Selector.OutputLink)]);
    }

    private static IEnumerable<Rule> Zones(RouterConfig config, Selector link) => config.Routing.Vrfs.Select(
        vrf => Rule.Of(Match.MemberOf(link, Members(vrf.Key)), Assign.Value(ConnectionZone, $"{vrf.Value.Id}")) with
        { Path = Places.Vrf(vrf.Key) });

    private static string Members(string vrf) => $"vrf_{vrf}";

    private static IEnumerable<string> MembersOf(string vrf, RouterConfig config, Topology topology) => config.Interfaces
        .Where(i => i.Value.Vrf == vrf).Select(i => topology.KernelName(i.Key, i.Value)).OfType<string>()
        .Concat(config.Mesh.Where(m => m.Value.Vrf == vrf).Select(m => m.Key)).Append(vrf);
}
