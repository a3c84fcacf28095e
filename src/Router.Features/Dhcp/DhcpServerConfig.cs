using System.Net;
using Router.Core.Values;
using Router.Documents;

namespace Router.Features.Dhcp;

/// <summary><c>services dhcp INTERFACE</c>: a server for its networks, or a relay to servers elsewhere.</summary>
public sealed record DhcpServerConfig
{
    /// <summary>IPv4 addresses handed out, inside the interface's network; null: by pools, to static leases alone, or by a relay.</summary>
    public AddressRange? Range { get; init; }

    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>More ranges, by name.</summary>
    public ValueMap<string, DhcpPool> Pools { get; init; } = ValueMap<string, DhcpPool>.Empty;

    /// <summary>Kinds of hosts, by name.</summary>
    public ValueMap<string, DhcpClass> Classes { get; init; } = ValueMap<string, DhcpClass>.Empty;

    public HostSettings Settings { get; init; } = new();

    /// <summary>Static leases by host name.</summary>
    public ValueMap<string, StaticLease> Leases { get; init; } = ValueMap<string, StaticLease>.Empty;

    /// <summary>Servers that requests are handed on to (RFC 1542, section 4); none: this router serves itself.</summary>
    public ValueList<IPAddress> Relay { get; init; } = [];

    public bool IsRelay => Relay.Count > 0;

    /// <summary>All ranges, each with where the document has it.</summary>
    internal IEnumerable<(AddressRange Range, string[] Path)> Ranges =>
        (Range is { } own ? [(own, ["range"])] : Enumerable.Empty<(AddressRange, string[])>())
        .Concat(Pools.Select(pool => (pool.Value.Range, (string[])["pools", pool.Key, "range"])));
}
