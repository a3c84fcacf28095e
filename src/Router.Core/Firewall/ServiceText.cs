using Router.Core.Sections.Firewall;

namespace Router.Core.Firewall;

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
        var matches = new List<string>(2);
        var ported = protocols.Where(p => p.Ports is not null).Select(Element).ToList();
        if (ported.Count > 0)
            matches.Add($"meta l4proto . th dport {{ {string.Join(", ", ported)} }} ");
        var whole = protocols.Where(p => p.Ports is null).Select(p => NftText.Protocol(p.Protocol)).ToList();
        if (whole.Count > 0)
            matches.Add($"meta l4proto {{ {string.Join(", ", whole)} }} ");
        return matches;
    }

    /// <summary><c>tcp . 443</c>.</summary>
    public static string Element(ProtocolMatch protocol) => $"{NftText.Protocol(protocol.Protocol)} . {protocol.Ports}";
}
