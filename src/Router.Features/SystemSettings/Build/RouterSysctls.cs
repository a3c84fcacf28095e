using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.SystemSettings.Build;

/// <summary>Kernel settings of a router: forwarding on, and what <c>system</c> says of hardening, connections and by name.</summary>
internal static class RouterSysctls
{
    /// <summary>Of the kernel's own three limits, which hold for the whole machine.</summary>
    private const int UsualNeighbours = 1024;

    public static ValueMap<string, string> For(RouterConfig config)
    {
        var peers = config.Mesh.Values.Sum(mesh => (long)mesh.Peers);
        var all = Always
            .Concat(config.System.Hardening.Sysctls)
            .Concat(config.System.Conntrack.Sysctls)
            .Concat(config.System.Sysctl);
        if (config.Routing.Vrfs.Count > 0)
            all = all.Concat(Vrfs);
        if (config.Routing.Uplinks.Count > 0 || RouteWays.Of(config).Any(way => way.Route.Weight is not null))
            all = all.Concat(Shared);
        if (peers == 0)
            return all.ToValueMap();
        // Peers and those being looked for; below the first limit the kernel throws nothing out.
        var most = UsualNeighbours + (2 * peers);
        return all.Concat(new Dictionary<string, string>
        {
            ["net.ipv4.neigh.default.gc_thresh3"] = $"{most}",
            ["net.ipv4.neigh.default.gc_thresh2"] = $"{most * 3 / 4}",
            ["net.ipv4.neigh.default.gc_thresh1"] = $"{most / 2}",
            ["net.ipv6.neigh.default.gc_thresh3"] = $"{most}",
            ["net.ipv6.neigh.default.gc_thresh2"] = $"{most * 3 / 4}",
            ["net.ipv6.neigh.default.gc_thresh1"] = $"{most / 2}",
        }).ToValueMap();
    }

    /// <summary>What the router offers it offers in every routing domain; which zones may ask is the firewall's to say.</summary>
    private static readonly ValueMap<string, string> Vrfs = new Dictionary<string, string>
    {
        ["net.ipv4.tcp_l3mdev_accept"] = "1",
        ["net.ipv4.udp_l3mdev_accept"] = "1",
    }.ToValueMap();

    /// <summary>
    /// Where a route has several ways, ports count beside addresses: of many connections between two hosts each takes its own.
    /// </summary>
    private static readonly ValueMap<string, string> Shared = new Dictionary<string, string>
    {
        ["net.ipv4.fib_multipath_hash_policy"] = "1",
        ["net.ipv6.fib_multipath_hash_policy"] = "1",
    }.ToValueMap();

    private static readonly ValueMap<string, string> Always = new Dictionary<string, string>
    {
        ["net.ipv4.ip_forward"] = "1",
        ["net.ipv6.conf.all.forwarding"] = "1",
        // Without these an address of the same network goes with the first one, and IPv6 addresses with a link that goes down.
        ["net.ipv4.conf.all.promote_secondaries"] = "1",
        ["net.ipv6.conf.all.keep_addr_on_down"] = "1",
        // A link's own word counts beside that of all, and the kernel's is yes; early boot says no before there is any link.
        ["net.ipv4.conf.default.send_redirects"] = "0",
        // What a bridge switches between its own ports is no business of the firewall. Only there with the kernel's br_netfilter.
        ["net.bridge.bridge-nf-call-iptables"] = "0",
        ["net.bridge.bridge-nf-call-ip6tables"] = "0",
    }.ToValueMap();
}
