using System.Text;
using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Firewall.Build;

/// <summary>
/// What VRFs change for the firewall. In input and forward a packet that came by a member says that it came by the VRF (iifname), and the
/// member is its sdifname; where it leaves by (oifname) is the member. The same addresses may be in several: what connection tracking knows
/// is kept apart by the number of the VRF's table.
/// </summary>
internal static class VrfText
{
    /// <summary>What says in input and forward that a packet came by a link of the zone; a match for each, with a space behind.</summary>
    public static IEnumerable<string> From(string zone, Topology topology)
    {
        if (topology.HasMembers(zone, inVrf: false))
            yield return $"iifname @{NftText.Zone(zone)} ";
        if (topology.HasMembers(zone, inVrf: true))
            yield return $"meta sdifname @{NftText.Zone(zone)} ";
    }

    /// <summary>The word for the link that a packet came by.</summary>
    public static string Input(string? vrf) => vrf is null ? "iifname" : "meta sdifname";

    public static void AppendSets(StringBuilder text, RouterConfig config, Topology topology)
    {
        foreach (var vrf in config.Routing.Vrfs.Keys)
            NftText.AppendSet(text, $"set {Members(vrf)}", "ifname", null, MembersOf(vrf, config, topology).Select(NftText.Quote));
    }

    /// <summary>Before connection tracking looks.</summary>
    public static void AppendZones(StringBuilder text, RouterConfig config)
    {
        if (config.Routing.Vrfs.Count == 0)
            return;
        foreach (var (chain, hook, link) in (ReadOnlySpan<(string, string, string)>)
            [("vrfs", "prerouting", "iifname"), ("own_vrfs", "output", "oifname")])
        {
            text.Append($"  chain {chain} {{\n    type filter hook {hook} priority raw; policy accept;\n");
            foreach (var (name, vrf) in config.Routing.Vrfs)
                text.Append($"    {link} @{Members(name)} ct zone set {vrf.Id}\n");
            text.Append("  }\n");
        }
    }

    private static string Members(string vrf) => $"vrf_{vrf}";

    private static IEnumerable<string> MembersOf(string vrf, RouterConfig config, Topology topology) => config.Interfaces
        .Where(i => i.Value.Vrf == vrf).Select(i => topology.KernelName(i.Key, i.Value)).OfType<string>()
        .Concat(config.Mesh.Where(m => m.Value.Vrf == vrf).Select(m => m.Key)).Append(vrf);
}
