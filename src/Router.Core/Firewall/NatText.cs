using System.Text;
using Router.Core.Sections.Firewall;
using Router.Core.State;

namespace Router.Core.Firewall;

/// <summary>
/// Port forwards as maps from link, protocol and port to the inner host, so that their number costs nothing; masquerading by
/// a set of links. A single port maps to address and port; a range keeps its ports; a whole protocol has no ports.
/// </summary>
internal static class NatText
{
    public static void AppendMaps(StringBuilder text, NatConfig nat, Topology topology)
    {
        foreach (var ipv6 in new[] { false, true })
        {
            var address = ipv6 ? "ipv6_addr" : "ipv4_addr";
            var entries = Entries(nat, topology, ipv6).ToList();
            NftText.AppendSet(text, $"map {Map(ipv6)}", $"ifname . inet_proto . inet_service : {address} . inet_service", null,
                entries.Where(e => e.Match.Ports is { } p && (p.First == p.Last || e.Forward.ToPort is not null))
                    .SelectMany(e => Ports(e.Match).Select(port => $"{NftText.Quote(e.Link)} . {NftText.Protocol(e.Match.Protocol)} . {port} : {e.Forward.To} . {e.Forward.ToPort ?? port}")));
            NftText.AppendSet(text, $"map {Map(ipv6)}_ranges", $"ifname . inet_proto . inet_service : {address}", "flags interval",
                entries.Where(e => e.Match.Ports is { } p && p.First != p.Last && e.Forward.ToPort is null)
                    .Select(e => $"{NftText.Quote(e.Link)} . {ServiceText.Element(e.Match)} : {e.Forward.To}"));
            NftText.AppendSet(text, $"map {Map(ipv6)}_protocols", $"ifname . inet_proto : {address}", null,
                entries.Where(e => e.Match.Ports is null).Select(e => $"{NftText.Quote(e.Link)} . {NftText.Protocol(e.Match.Protocol)} : {e.Forward.To}"));
        }
        NftText.AppendSet(text, "set masqueraded", "ifname", null, nat.Masquerade.SelectMany(topology.Members).Distinct().Select(NftText.Quote));
    }

    public static void AppendChains(StringBuilder text, NatConfig nat)
    {
        if (nat.Forwards.Count > 0)
        {
            text.Append("  chain prerouting {\n    type nat hook prerouting priority dstnat; policy accept;\n");
            foreach (var ipv6 in new[] { false, true })
            {
                var family = ipv6 ? "ip6" : "ip";
                var local = $"    meta nfproto {(ipv6 ? "ipv6" : "ipv4")} fib daddr type local dnat {family} to iifname . meta l4proto";
                text.Append($"{local} . th dport map @{Map(ipv6)}\n{local} . th dport map @{Map(ipv6)}_ranges\n{local} map @{Map(ipv6)}_protocols\n");
            }
            text.Append("  }\n");
        }
        text.Append(
            """
              chain postrouting {
                type nat hook postrouting priority srcnat; policy accept;
                meta nfproto ipv4 oifname @masqueraded masquerade
              }

            """);
    }

    private static string Map(bool ipv6) => ipv6 ? "forwards6" : "forwards4";

    private static IEnumerable<(string Link, ProtocolMatch Match, ForwardConfig Forward)> Entries(NatConfig nat, Topology topology, bool ipv6) =>
        from forward in nat.Forwards.Values
        where (forward.To.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6) == ipv6
        from link in topology.Members(forward.From)
        from match in forward.Service.SelectMany(service => service.Protocols).Distinct()
        select (link, match, forward);

    private static IEnumerable<int> Ports(ProtocolMatch match) =>
        Enumerable.Range(match.Ports!.Value.First, match.Ports.Value.Last - match.Ports.Value.First + 1);
}
