using Router.Core.Rulesets;
using Router.Core.Values;

namespace Router.Features.Firewall.Build;

/// <summary>Services as matches and as elements.</summary>
internal static class ServiceText
{
    /// <summary>
    /// What matches any of the services: one expression for those with ports and one for whole protocols; a single empty one
    /// when there are no services to ask for.
    /// </summary>
    public static List<string> Matches(IReadOnlyCollection<ServiceMatch> services)
    {
        if (services.Count == 0)
            return [""];
        var protocols = services.SelectMany(service => service.Protocols).Distinct().ToList();
        var whole = protocols.Where(p => p.Ports is null).Select(p => p.Protocol).ToHashSet();
        var ported = Joined(protocols.Where(p => p.Ports is not null && !whole.Contains(p.Protocol))).Select(Element).ToList();
        var matches = new List<string>(2);
        if (ported.Count > 0)
            matches.Add($"meta l4proto . th dport {{ {string.Join(", ", ported)} }} ");
        if (whole.Count > 0)
            matches.Add($"meta l4proto {{ {string.Join(", ", whole.Select(NftText.Protocol))} }} ");
        return matches;
    }

    /// <summary><c>tcp . 443</c>.</summary>
    public static string Element(ProtocolMatch protocol) => $"{NftText.Protocol(protocol.Protocol)} . {protocol.Ports}";

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
