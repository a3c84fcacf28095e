using System.Text;
using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Mesh.Build;

namespace Router.Features.Firewall.Build;

/// <summary>Ports that <c>services</c> opens to its zones and BGP to its mesh, and the links whose DHCP client waits for answers.</summary>
internal static class OpenServices
{
    public static void AppendSets(StringBuilder text, RouterConfig config, Topology topology)
    {
        var elements = Ports(config)
            .SelectMany(service => service.Zones.Distinct().SelectMany(topology.Members).Select(link => $"{NftText.Quote(link)} . tcp . {service.Port}"))
            .Concat(config.Mesh.Where(m => m.Value.Bgp is not null).Select(m => $"{NftText.Quote(m.Key)} . tcp . {Frr.Port}"))
            .Distinct();
        NftText.AppendSet(text, "set listening", "ifname . inet_proto . inet_service", null, elements);
        var clients = config.Interfaces.Where(i => i.Value.Dhcp).Select(i => topology.KernelName(i.Key, i.Value)).OfType<string>();
        NftText.AppendSet(text, "set dhcp_clients", "ifname", null, clients.Select(NftText.Quote));
        var clients6 = config.Interfaces.Where(i => i.Value.Ipv6 is { } c && (c.Dhcp || c.Prefix is not null)).Select(i => topology.KernelName(i.Key, i.Value)).OfType<string>();
        NftText.AppendSet(text, "set dhcpv6_clients", "ifname", null, clients6.Select(NftText.Quote));
    }

    public static void AppendRules(StringBuilder text, Topology topology)
    {
        text.Append(
            """
                iifname @dhcp_clients udp sport 67 udp dport 68 accept
                iifname @dhcpv6_clients ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept
                iifname . meta l4proto . th dport @listening accept

            """);
        if (topology.Zones.Any(zone => topology.HasMembers(zone, inVrf: true)))
            text.Append("    meta sdifname . meta l4proto . th dport @listening accept\n");
    }

    private static IEnumerable<(IEnumerable<string> Zones, ushort Port)> Ports(RouterConfig config)
    {
        const ushort smb = 445;
        if (config.Services.Ssh is { } ssh)
            yield return (ssh.Zones, ssh.Port);
        if (config.Services.Proxy is { } proxy)
            yield return (proxy.Zones, proxy.Port);
        if (config.Services.Files is { } files)
            yield return (ListeningZones.Of(config, files), smb);
    }
}
