using System.Text;
using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Firewall.Build;

/// <summary>Ports that features hear at, opened to their zones and links, and the links whose DHCP client waits for answers.</summary>
internal static class OpenServices
{
    public static void AppendSets(StringBuilder text, RouterConfig config, Topology topology, IEnumerable<Listener> listeners)
    {
        var elements = listeners.OrderBy(listener => listener.Links.Any())
            .SelectMany(listener => listener.Zones.Distinct().SelectMany(topology.Members).Concat(listener.Links), Element)
            .Distinct();
        NftText.AppendSet(text, "set listening", "ifname . inet_proto . inet_service", null, elements);
        var clients = config.Interfaces.Where(i => i.Value.Dhcp).Select(i => topology.KernelName(i.Key, i.Value)).OfType<string>();
        NftText.AppendSet(text, "set dhcp_clients", "ifname", null, clients.Select(NftText.Quote));
        var clients6 = config.Interfaces
            .Where(i => i.Value.Ipv6 is { } c && (c.Dhcp || c.Prefix is not null))
            .Select(i => topology.KernelName(i.Key, i.Value))
            .OfType<string>();
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

    private static string Element(Listener listener, string link) => $"{NftText.Quote(link)} . {NftText.Protocol(listener.Protocol)} . {listener.Port}";
}
