using System.Net;
using Router.Documents;

namespace Router.Features.Dns;

/// <summary><c>services dns</c>: a forwarding resolver in the zones that have a policy to reach it.</summary>
public sealed record DnsConfig
{
    /// <summary>Servers asked; none: those that DHCP gave.</summary>
    public ValueList<IPAddress> Upstream { get; init; } = [];

    /// <summary>The local domain; names of leases live in it.</summary>
    public string? Domain { get; init; }

    /// <summary>Own names: host to address.</summary>
    public ValueMap<string, IPAddress> Hosts { get; init; } = ValueMap<string, IPAddress>.Empty;
}
