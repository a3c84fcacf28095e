using System.Globalization;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>
/// Protocols, ports and types of ICMP as services. A word that the document does not have is written all the same: its own check refuses
/// the rule then, and says so.
/// </summary>
internal static class ServiceWords
{
    /// <summary>Without a word about the protocol.</summary>
    private static readonly string[] Usual = ["tcp", "udp"];

    /// <summary>
    /// What passes whatever a document says: neighbour discovery to the router, and ICMP that answers what is known (echo replies, errors).
    /// </summary>
    private static readonly string[] Answers =
    [
        "echo-reply", "destination-unreachable", "packet-too-big", "time-exceeded", "bad-header", "unknown-header-type",
        "parameter-problem",
        "ttl-exceeded", "fragmentation-needed",
    ];

    private static readonly string[] Neighbours =
        ["router-solicitation", "router-advertisement", "neighbour-solicitation", "neighbour-advertisement", "130", "130/0"];

    /// <summary>Words of protocols; empty: all.</summary>
    public static IReadOnlyList<string> Protocols(UciSection section)
    {
        var words = section.All("proto").SelectMany(line => line.Words).Select(word => word.ToLowerInvariant()).ToList();
        if (words.Count == 0)
            return Usual;
        return words.Exists(word => word is "all" or "any" or "*" or "0")
            ? []
            : [.. words.SelectMany(Protocol).Distinct()];
    }

    /// <summary>Null: it cannot be a rule with ports.</summary>
    public static IReadOnlyList<string>? With(IReadOnlyList<string> protocols, IReadOnlyList<string> ports)
    {
        if (ports.Count == 0)
            return protocols;
        var carriers = protocols.Count == 0 ? Usual : protocols;
        return carriers.All(protocol => protocol is "tcp" or "udp")
            ? [.. carriers.SelectMany(protocol => ports.Select(port => $"{protocol}/{port}"))]
            : null;
    }

    public static IReadOnlyList<string> Ports(UciSection section, string name) =>
        [.. section.All(name).SelectMany(line => line.Words).SelectMany(word => word.Split(','))
            .Select(word => word.Replace(':', '-')).Where(word => word.Length > 0)];

    /// <summary>Types of ICMP that need a word, of each family that the rule is about.</summary>
    public static IReadOnlyList<string> Types(UciSection section, bool toRouter)
    {
        string[] families = section.Value("family")?.ToLowerInvariant() switch
        {
            "ipv4" => ["icmp"],
            "ipv6" => ["icmpv6"],
            _ => ["icmp", "icmpv6"],
        };
        return
        [
            .. section.All("icmp_type").SelectMany(line => line.Words)
                .Where(type => !Answers.Contains(type) && !(toRouter && Neighbours.Contains(type)))
                .SelectMany(type => families.Select(family => $"{family}/{type}")),
        ];
    }

    private static IEnumerable<string> Protocol(string word) => word switch
    {
        "tcpudp" or "tcp+udp" => Usual,
        "6" => ["tcp"],
        "17" => ["udp"],
        "1" or "58" or "icmpv6" or "ipv6-icmp" => ["icmp"],
        "50" => ["esp"],
        "47" => ["gre"],
        _ => byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? [$"protocol/{number}"] : [word],
    };
}
