using Router.Features.Texts;

namespace Router.Features.Frr.Build;

/// <summary>
/// What bgpd is to do. A change of it is told to the running one line by line (<c>/usr/libexec/router/bgp-changes</c>), so that no session
/// ends that the change is not about; what is behind two spaces belongs to an address family.
/// </summary>
internal static class BgpdFile
{
    /// <summary>FRR's largest number of neighbours that come without being named.</summary>
    private const int MostCallers = 65_535;

    public static string Text(IReadOnlyList<BgpPeers> peers)
    {
        var text = new FileText<FrrText>().AddWords("log syslog warnings\n");
        foreach (var group in peers)
        {
            var family = group.IsIPv6 ? "ipv6" : "ip";
            text.Add($"{family} prefix-list {group.Name} seq 5 deny {group.Refused} le {(group.IsIPv6 ? 128 : 32)}\n");
            text.Add($"{family} prefix-list {group.Name} seq 10 permit any\n");
        }
        foreach (var domain in peers.GroupBy(group => group.Vrf))
            AddDomain(text, domain.Key, [.. domain]);
        return text.ToString();
    }

    /// <summary>One instance for each routing domain.</summary>
    private static void AddDomain(FileText<FrrText> text, string? vrf, List<BgpPeers> peers)
    {
        text.Add($"router bgp {peers[0].As}");
        if (vrf is not null)
            text.Add($" vrf {vrf}");
        text.Add(
            $"""

             bgp router-id {peers[0].RouterId}
             no bgp default ipv4-unicast
             bgp graceful-restart
             bgp graceful-restart preserve-fw-state

            """);
        foreach (var group in peers)
            AddNeighbours(text, group);
        foreach (var family in peers.GroupBy(group => group.IsIPv6))
            AddFamily(text, family.Key, [.. family]);
    }

    private static void AddNeighbours(FileText<FrrText> text, BgpPeers peers)
    {
        var name = peers.Name;
        text.Add($" neighbor {name} peer-group\n neighbor {name} remote-as {peers.As}\n");
        text.Add($" neighbor {name} timers 5 15\n neighbor {name} timers connect 5\n");
        foreach (var neighbour in peers.Neighbours)
            text.Add($" neighbor {neighbour} peer-group {name}\n");
        if (peers.Listen is { } network)
            text.Add($" bgp listen limit {MostCallers}\n bgp listen range {network} peer-group {name}\n");
    }

    private static void AddFamily(FileText<FrrText> text, bool isIPv6, List<BgpPeers> peers)
    {
        text.AddWords($" address-family {(isIPv6 ? "ipv6" : "ipv4")} unicast\n");
        foreach (var network in peers.SelectMany(group => group.Networks).Distinct())
            text.Add($"  network {network}\n");
        foreach (var group in peers)
        {
            text.Add($"  neighbor {group.Name} activate\n  neighbor {group.Name} prefix-list {group.Name} in\n");
            if (group.Reflects)
                text.Add($"  neighbor {group.Name} route-reflector-client\n  neighbor {group.Name} next-hop-self force\n");
            foreach (var (place, neighbour) in group.Neighbours.Index())
                text.Add($"  neighbor {neighbour} weight {group.Neighbours.Count - place}\n");
        }
    }
}
