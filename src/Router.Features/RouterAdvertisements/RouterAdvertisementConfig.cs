using System.Net;
using Router.Documents;

namespace Router.Features.RouterAdvertisements;

/// <summary>
/// <c>services router-advertisements INTERFACE</c>: hosts make addresses of the interface's IPv6 networks, and learn of this router.
/// </summary>
public sealed record RouterAdvertisementConfig
{
    /// <summary>How long hosts keep this router without hearing of it again; zero: it is not their default router.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Null: a third of the lifetime, 10 minutes at most.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Among several routers (RFC 4191).</summary>
    public RouterPreference Preference { get; init; } = RouterPreference.Medium;

    /// <summary>Null: none is told.</summary>
    public int? Mtu { get; init; }

    /// <summary>Hosts are to ask DHCPv6 for addresses; null: where services dhcpv6 has some.</summary>
    public bool? Managed { get; init; }

    /// <summary>Hosts are to ask DHCPv6 for settings alone; with addresses they do so anyway.</summary>
    public bool Other { get; init; }

    /// <summary>Hosts make addresses of their own (SLAAC).</summary>
    public bool Autonomous { get; init; } = true;

    /// <summary>RDNSS (RFC 8106); none: this router.</summary>
    public ValueList<IPAddress> Dns { get; init; } = [];

    /// <summary>DNSSL (RFC 8106).</summary>
    public ValueList<string> Search { get; init; } = [];

    /// <summary>Prefixes of the interface that differ from the rest.</summary>
    public ValueMap<IPNetwork, PrefixConfig> Prefixes { get; init; } = ValueMap<IPNetwork, PrefixConfig>.Empty;
}

/// <summary>How long hosts use a prefix.</summary>
public sealed record PrefixConfig
{
    /// <summary>For addresses that are in use and, unless deprecated, for new ones.</summary>
    public TimeSpan? Valid { get; init; }

    /// <summary>Hosts begin nothing new with it: its preferred lifetime is zero.</summary>
    public bool Deprecated { get; init; }
}

public enum RouterPreference
{
    Medium,
    Low,
    High,
}
