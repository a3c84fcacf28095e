using System.Text;
using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Firewall.Build;

/// <summary>A link (kernel name) that tunnels of meshes go over; either all of them are protected or none.</summary>
internal readonly record struct MeshUnderlay(string Link, string? Vrf, bool Protected);

/// <summary>
/// What meshes need of the firewall: their tunnels come in and go out by the underlay, protected ones only inside IPsec, and
/// packets that turn around here are shown to the daemon, which tells their sender of a shorter way.
/// </summary>
internal static class MeshText
{
    /// <summary>Enough of a packet for its addresses and ports; FRR sends as much.</summary>
    private const int HeadLength = 128;

    internal static IReadOnlyList<MeshUnderlay> Underlays(RouterConfig config, Topology topology)
    {
        var found = new List<MeshUnderlay>();
        foreach (var mesh in config.Mesh.Values)
        {
            if (config.Interfaces.TryGetValue(mesh.Underlay, out var underlay) && topology.KernelName(mesh.Underlay, underlay) is { } link)
                found.Add(new MeshUnderlay(link, underlay.Vrf, mesh.Ipsec is not { None: true }));
        }
        return [.. found.Distinct()];
    }

    /// <summary>
    /// Pairs of hosts whose packets turned around in a mesh, so that each is shown once in a while only; another mesh may have the same.
    /// </summary>
    internal static void AppendSets(StringBuilder text, RouterConfig config)
    {
        foreach (var ipv6 in Redirecting(config).Select(m => m.IPv6).Distinct())
        {
            var type = ipv6 ? "ipv6_addr" : "ipv4_addr";
            text.Append(
                $"  set {Pairs(ipv6)} {{\n    type iface_index . {type} . {type}\n    size 65536\n    flags dynamic, timeout\n    timeout 1m\n  }}\n");
        }
    }

    /// <summary>
    /// Answers between two branches may take another hub than what they answer, or no hub at all: a hub that saw half of a flow calls its
    /// packets invalid.
    /// </summary>
    internal static IEnumerable<string> Turns(RouterConfig config) => Hubs(config).Select(hub => OneWayText.Turn(hub.Name, hub.Vrf));

    /// <summary>In front of what connection tracking knows: to it a tunnel in clear is as established as a protected one.</summary>
    internal static void AppendInput(StringBuilder text, IReadOnlyList<MeshUnderlay> underlays)
    {
        foreach (var (link, vrf, isProtected) in underlays)
        {
            var from = $"    {VrfText.Input(vrf)} {NftText.Quote(link)}";
            if (isProtected)
            {
                text.Append($"{from} meta l4proto gre meta ipsec missing drop\n");
                text.Append($"{from} meta l4proto esp accept\n");
                text.Append($"{from} udp dport {{ 500, 4500 }} accept\n");
            }
            text.Append($"{from} meta l4proto gre accept\n");
        }
    }

    internal static void AppendForward(StringBuilder text, RouterConfig config)
    {
        foreach (var (name, ipv6, vrf) in Redirecting(config))
        {
            var family = ipv6 ? "ip6" : "ip";
            text.Append(
                $"    {OneWayText.Turn(name, vrf)} update @{Pairs(ipv6)} {{ meta oif . {family} saddr . {family} daddr limit rate 6/minute burst 1 packets }} log group {PacketGroups.Redirects} snaplen {HeadLength}\n");
        }
    }

    /// <summary>No packet of a protected mesh ever leaves in clear, not even before its tunnel is up.</summary>
    internal static void AppendOutput(StringBuilder text, IReadOnlyList<MeshUnderlay> underlays)
    {
        foreach (var (link, _, isProtected) in underlays)
        {
            if (isProtected)
                text.Append($"    oifname {NftText.Quote(link)} meta l4proto gre rt ipsec missing drop\n");
        }
    }

    /// <summary>Whatever else the router may begin: a mesh in the document says that its tunnels may.</summary>
    internal static void AppendOutputBegins(StringBuilder text, IReadOnlyList<MeshUnderlay> underlays)
    {
        foreach (var (link, _, isProtected) in underlays)
        {
            var to = $"    oifname {NftText.Quote(link)}";
            if (isProtected)
                text.Append($"{to} udp sport {{ 500, 4500 }} accept\n{to} meta l4proto esp accept\n");
            text.Append($"{to} meta l4proto gre accept\n");
        }
    }

    private static string Pairs(bool ipv6) => ipv6 ? "mesh_pairs6" : "mesh_pairs";

    private static IEnumerable<(string Name, bool IPv6, string? Vrf)> Redirecting(RouterConfig config) =>
        Hubs(config).Where(m => config.Mesh[m.Name].Redirect);

    private static IEnumerable<(string Name, bool IPv6, string? Vrf)> Hubs(RouterConfig config) =>
        config.Mesh.Where(m => m.Value.IsHub).Select(m => (m.Key, m.Value.Address.IsIPv6, m.Value.Vrf));
}
