using Router.Core.Rulesets;
using Router.Core.Values;
using static Router.Core.Rulesets.Statement;

namespace Router.Features.Firewall.Build;

/// <summary>Services of a rule or policy as matches.</summary>
internal static class ServiceMatches
{
    /// <summary>
    /// What matches any of the services: one match for those with ports and one for whole protocols; null: no services are asked for.
    /// </summary>
    public static List<Match?> Of(IReadOnlyCollection<ServiceMatch> services)
    {
        if (services.Count == 0)
            return [null];
        var protocols = services.SelectMany(service => service.Protocols).Distinct().ToList();
        var whole = protocols.Where(p => p.Ports is null).Select(p => p.Protocol).ToHashSet();
        var ported = Elements.Of(Joined(protocols.Where(p => p.Ports is not null && !whole.Contains(p.Protocol))).Select(Element));
        var matches = new List<Match?>(2);
        if (ported.Count > 0)
            matches.Add(new(Selector.ProtocolAndPort, new Operand.OneOf(ported)));
        if (whole.Count > 0)
            matches.Add(Match.OneOf(Selector.Protocol, whole.Select(NftText.Protocol)));
        return matches;
    }

    /// <summary><c>tcp . 443</c>.</summary>
    private static string Element(ProtocolMatch protocol) => $"{NftText.Protocol(protocol.Protocol)} . {protocol.Ports}";

    /// <summary>Overlapping ports as one: the kernel refuses elements of a set that overlap.</summary>
    private static IEnumerable<ProtocolMatch> Joined(IEnumerable<ProtocolMatch> protocols)
    {
        foreach (var protocol in protocols.GroupBy(p => p.Protocol, p => p.Ports!.Value))
        {
            PortRange? open = null;
            foreach (var range in protocol.OrderBy(r => r.First))
            {
                if (open is { } before && range.First > before.Last)
                    yield return new ProtocolMatch(protocol.Key, before);
                open = open is { } joined && range.First <= joined.Last
                    ? new PortRange(joined.First, Math.Max(joined.Last, range.Last))
                    : range;
            }
            yield return new ProtocolMatch(protocol.Key, open);
        }
    }
}
