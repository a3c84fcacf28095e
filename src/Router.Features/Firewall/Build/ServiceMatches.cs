using Router.Core.Rulesets;
using Router.Core.Values;
using static Router.Core.Rulesets.Statement;

namespace Router.Features.Firewall.Build;

/// <summary>Services of a rule or policy as matches.</summary>
internal static class ServiceMatches
{
    /// <summary>Protocols that have ports.</summary>
    public static readonly Match WithPorts = Match.OneOf(Selector.Protocol, ["tcp", "udp"]);

    /// <summary>
    /// What matches any of the services: one match for those with ports, one for whole protocols and one for types of either ICMP; null: no
    /// services are asked for.
    /// </summary>
    public static List<Match?> Of(IReadOnlyCollection<ServiceMatch> services)
    {
        if (services.Count == 0)
            return [null];
        var protocols = services.SelectMany(service => service.Protocols).Distinct().ToList();
        var whole = protocols.Where(p => p.IsWhole).Select(p => p.Protocol).ToHashSet();
        var ported = Elements.Of(Joined(protocols.Where(p => p.Ports is not null && !whole.Contains(p.Protocol))).Select(Element));
        var matches = new List<Match?>(2);
        if (ported.Count > 0)
            matches.Add(new(Selector.ProtocolAndPort, new Operand.OneOf(ported)));
        if (whole.Count > 0)
            matches.Add(Match.OneOf(Selector.Protocol, whole.Select(NftText.Protocol)));
        foreach (var typed in protocols.Where(p => p.Type is not null && !whole.Contains(p.Protocol)).GroupBy(p => p.Protocol))
            matches.Add(Match.OneOf(Selector.IcmpType(typed.Key == TransportProtocol.Icmpv6), typed.Select(p => $"{p.Type}")));
        return matches;
    }

    /// <summary>
    /// The same where a packet has to come from one of these ports as well: only TCP and UDP have any. What stands in a rule is a list.
    /// </summary>
    public static IEnumerable<Match[]> Of(IReadOnlyCollection<ServiceMatch> services, IReadOnlyCollection<PortRange> sources)
    {
        if (sources.Count == 0)
            return Of(services).Select(match => match is null ? [] : (Match[])[match]);
        var from = Match.OneOf(Selector.SourcePort, PortRanges.Join(sources).Select(range => $"{range}"));
        return Of(services).Select(match => (Match[])[match ?? WithPorts, from]);
    }

    /// <summary><c>tcp . 443</c>.</summary>
    private static string Element(ProtocolMatch protocol) => $"{NftText.Protocol(protocol.Protocol)} . {protocol.Ports}";

    /// <summary>Overlapping ports as one: the kernel refuses elements of a set that overlap.</summary>
    private static IEnumerable<ProtocolMatch> Joined(IEnumerable<ProtocolMatch> protocols)
    {
        foreach (var protocol in protocols.GroupBy(p => p.Protocol, p => p.Ports!.Value))
        {
            foreach (var range in PortRanges.Join(protocol))
                yield return new ProtocolMatch(protocol.Key, range);
        }
    }
}
