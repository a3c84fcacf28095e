using System.Net.Sockets;
using System.Text;
using Router.Core.Rulesets;
using Router.Core.Values;
using Router.Features.Building;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Port forwards as maps from protocol and port to the inner host, so that their number costs nothing: one map a zone and
/// address family for single ports, which may change the port, and one for ranges, which keep it.
/// <para>
/// The same maps serve hosts inside that use the outer address (hairpin): they match when the address is the router's, not one
/// of the link they came by, and not one of an inner network, where it means the router itself.
/// </para>
/// </summary>
internal static class ForwardText
{
    private static readonly (AddressFamily Family, string Word, string Type)[] Families =
    [
        (AddressFamily.InterNetwork, "ip", "ipv4_addr"),
        (AddressFamily.InterNetworkV6, "ip6", "ipv6_addr"),
    ];

    /// <summary>Maps and, for each zone that something is forwarded from, the chain that asks them.</summary>
    public static void AppendMaps(StringBuilder text, NatConfig nat, Topology topology)
    {
        foreach (var zone in Zones(nat, topology))
        {
            var chain = new StringBuilder();
            foreach (var (family, word, type) in Families)
            {
                var forwards = nat.Forwards.Values.Where(f => f.From == zone && f.To.AddressFamily == family).ToList();
                AppendMap(text, chain, $"{word}_ports/{zone}", $"{type} . inet_service", word, forwards, single: true);
                AppendMap(text, chain, $"{word}_ranges/{zone}", type, word, forwards, single: false);
            }
            text.Append($"  chain {Chain(zone)} {{\n{chain}  }}\n");
        }
    }

    public static void AppendChain(StringBuilder text, NatConfig nat, Topology topology)
    {
        var zones = Zones(nat, topology).ToList();
        if (zones.Count == 0 && nat.Destination.Count + nat.OneToOne.Count == 0)
            return;
        text.Append("  chain prerouting {\n    type nat hook prerouting priority dstnat; policy accept;\n");
        TranslationText.AppendPrerouting(text, nat, topology);
        if (zones.Count > 0)
            text.Append("    fib daddr type != local accept\n");
        foreach (var zone in zones)
            text.Append($"    iifname @{NftText.Zone(zone)} jump {Chain(zone)}\n");
        foreach (var zone in zones.Where(nat.Masquerade.Contains))
        {
            text.Append(
                $"    iifname @{InsideText.Links} fib daddr . iif type != local ip daddr != @{InsideText.Networks4} jump {Chain(zone)}\n");
            if (nat.Forwards.Values.Any(f => f.From == zone && f.To.AddressFamily == AddressFamily.InterNetworkV6))
                text.Append(
                    $"    iifname @{InsideText.Links} fib daddr . iif type != local ip6 daddr != @{InsideText.Networks6} jump {Chain(zone)}\n");
        }
        text.Append("  }\n");
    }

    private static IEnumerable<string> Zones(NatConfig nat, Topology topology) =>
        nat.Forwards.Values.Select(f => f.From).Distinct().Where(zone => topology.Members(zone).Count > 0);

    private static void AppendMap(
        StringBuilder text, StringBuilder chain, string name, string type, string family, List<ForwardConfig> forwards, bool single)
    {
        var elements = Elements(forwards, single);
        if (!elements.Any())
            return;
        NftText.AppendSet(text, $"map {name}", $"inet_proto . inet_service : {type}", single ? null : "flags interval", elements);
        chain.Append($"    dnat {family} to meta l4proto . th dport map @{name}\n");
    }

    private static IEnumerable<string> Elements(List<ForwardConfig> forwards, bool single)
    {
        foreach (var forward in forwards)
        {
            foreach (var service in forward.Service)
            {
                foreach (var match in service.Protocols)
                {
                    if (match.Ports is { } ports && ports.First == ports.Last == single)
                        yield return Element(match.Protocol, ports, forward, single);
                }
            }
        }
    }

    private static string Element(TransportProtocol protocol, PortRange ports, ForwardConfig forward, bool single) => single
        ? $"{NftText.Protocol(protocol)} . {ports.First} : {forward.To} . {forward.ToPort ?? ports.First}"
        : $"{NftText.Protocol(protocol)} . {ports.First}-{ports.Last} : {forward.To}";

    private static string Chain(string zone) => $"forwards_{zone}";
}
