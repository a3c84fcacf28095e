using System.Net;
using Router.Core.Values;
using Router.Documents;

namespace Router.Features.Dhcpv6;

/// <summary>
/// <c>services dhcpv6 INTERFACE</c>: addresses and settings by DHCPv6 (RFC 8415), in whatever prefixes the interface has; or a relay to
/// servers elsewhere.
/// </summary>
public sealed record Dhcpv6Config
{
    /// <summary>Suffixes handed out: <c>::1000-::1fff</c>; null: to static leases alone.</summary>
    public AddressRange? Range { get; init; }

    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>None: those of the router's advertisements.</summary>
    public ValueList<IPAddress> Dns { get; init; } = [];

    public ValueList<string> Search { get; init; } = [];

    public ValueList<IPAddress> Ntp { get; init; } = [];

    /// <summary>Static leases by host name.</summary>
    public ValueMap<string, Dhcpv6Lease> Leases { get; init; } = ValueMap<string, Dhcpv6Lease>.Empty;

    /// <summary>Servers that requests are handed on to (RFC 8415, section 19); none: this router serves itself.</summary>
    public ValueList<IPAddress> Relay { get; init; } = [];

    public bool IsRelay => Relay.Count > 0;
}

/// <summary>A DUID in lower case with colons (RFC 8415, section 11), and the suffix of the address.</summary>
public sealed record Dhcpv6Lease(string Duid, IPAddress Address);
