using System.Net;
using Router.Documents;

namespace Router.Features.Frr;

/// <summary>
/// Neighbours that are spoken to alike, in one routing domain and address family: what a feature asks for that wants routes by BGP.
/// </summary>
public sealed record BgpPeers
{
    /// <summary>Of the link that they are reached by; FRR's name for the group.</summary>
    public required string Name { get; init; }

    /// <summary>Null: the main table's routing domain.</summary>
    public string? Vrf { get; init; }

    /// <summary>The autonomous system of all in the routing domain, ours as well.</summary>
    public required uint As { get; init; }

    /// <summary>32 bits that no other router has; the first group of a routing domain gives them for it.</summary>
    public required IPAddress RouterId { get; init; }

    public bool IsIPv6 { get; init; }

    /// <summary>Whom we call, the preferred one first: what it tells counts more.</summary>
    public ValueList<IPAddress> Neighbours { get; init; } = [];

    /// <summary>Who calls from here is spoken to; null: nobody.</summary>
    public IPNetwork? Listen { get; init; }

    /// <summary>What one of them tells the others hear, by way of this router.</summary>
    public bool Reflects { get; init; }

    /// <summary>A route to it, or into it, is not taken from them.</summary>
    public required IPNetwork Refused { get; init; }

    /// <summary>Of the family, told to everybody in the routing domain; worked out when it is asked for.</summary>
    public IEnumerable<IPNetwork> Networks { get; init; } = [];
}
