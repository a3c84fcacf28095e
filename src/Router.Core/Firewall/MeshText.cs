using System.Text;
using Router.Core.Sections;
using Router.Core.State;

namespace Router.Core.Firewall;

/// <summary>A link (kernel name) that tunnels of meshes go over; either all of them are protected or none.</summary>
internal readonly record struct MeshUnderlay(string Link, bool Protected);

/// <summary>
/// What meshes need of the firewall: their tunnels come in and go out by the underlay, protected ones only inside IPsec, and
/// packets that turn around here are shown to the daemon, which tells their sender of a shorter way.
/// </summary>
public static class MeshText
{
    /// <summary>The NFLOG group of packets that turn around.</summary>
    public const int RedirectGroup = 84;

    private const string Pairs = "mesh_pairs";

    /// <summary>Enough of a packet for its addresses and ports; FRR sends as much.</summary>
    private const int HeadLength = 128;

    internal static IReadOnlyList<MeshUnderlay> Underlays(RouterConfig config, Topology topology)
    {
        var found = new List<MeshUnderlay>();
        foreach (var mesh in config.Mesh.Values)
        {
            if (config.Interfaces.TryGetValue(mesh.Underlay, out var underlay) && topology.KernelName(mesh.Underlay, underlay) is { } link)
                found.Add(new MeshUnderlay(link, mesh.Ipsec is not { None: true }));
        }
        return [.. found.Distinct()];
    }

    /// <summary>Pairs of hosts whose packets turned around, so that each is shown once in a while only.</summary>
    internal static void AppendSets(StringBuilder text, RouterConfig config)
    {
        if (Redirecting(config).Any())
            text.Append($"  set {Pairs} {{\n    type ipv4_addr . ipv4_addr\n    size 65536\n    flags dynamic, timeout\n    timeout 1m\n  }}\n");
    }

    /// <summary>In front of what connection tracking knows: to it a tunnel in clear is as established as a protected one.</summary>
    internal static void AppendInput(StringBuilder text, IReadOnlyList<MeshUnderlay> underlays)
    {
        foreach (var (link, isProtected) in underlays)
        {
            var from = $"    iifname {NftText.Quote(link)}";
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
        foreach (var mesh in Redirecting(config).Select(NftText.Quote))
            text.Append($"    iifname {mesh} oifname {mesh} update @{Pairs} {{ ip saddr . ip daddr limit rate 6/minute burst 1 packets }} log group {RedirectGroup} snaplen {HeadLength}\n");
    }

    /// <summary>No packet of a protected mesh ever leaves in clear, not even before its tunnel is up.</summary>
    internal static void AppendOutput(StringBuilder text, IReadOnlyList<MeshUnderlay> underlays)
    {
        foreach (var (link, isProtected) in underlays)
        {
            if (isProtected)
                text.Append($"    oifname {NftText.Quote(link)} meta l4proto gre rt ipsec missing drop\n");
        }
    }

    private static IEnumerable<string> Redirecting(RouterConfig config) => config.Mesh.Where(m => m.Value.Redirect && m.Value.IsHub).Select(m => m.Key);
}
