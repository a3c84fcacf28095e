using System.Net;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Configuration;

namespace Router.Features.Services;

/// <summary><c>services</c>: what the router offers. A service that is not named does not run.</summary>
public sealed record ServicesConfig
{
    /// <summary>DHCP servers, keyed by interface.</summary>
    public ValueMap<string, DhcpServerConfig> Dhcp { get; init; } = ValueMap<string, DhcpServerConfig>.Empty;

    /// <summary>IPv6 for hosts, keyed by interface.</summary>
    public ValueMap<string, RouterAdvertisementConfig> RouterAdvertisements { get; init; } = ValueMap<string, RouterAdvertisementConfig>.Empty;

    public DnsConfig? Dns { get; init; }

    public SshConfig? Ssh { get; init; }

    public ProxyConfig? Proxy { get; init; }

    public FilesConfig? Files { get; init; }
}

/// <summary><c>services dhcp INTERFACE</c>.</summary>
public sealed record DhcpServerConfig
{
    /// <summary>IPv4 addresses handed out, inside the interface's network.</summary>
    public required AddressRange Range { get; init; }

    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Static leases by host name.</summary>
    public ValueMap<string, StaticLease> Leases { get; init; } = ValueMap<string, StaticLease>.Empty;
}

/// <summary>Hardware address in lower case with colons.</summary>
public sealed record StaticLease(string Mac, IPAddress Address);

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

/// <summary><c>services ssh</c>.</summary>
public sealed record SshConfig
{
    public ValueList<string> Zones { get; init; } = [];

    public ushort Port { get; init; } = 22;
}

/// <summary><c>services proxy</c>: Squid.</summary>
public sealed record ProxyConfig
{
    public ValueList<string> Zones { get; init; } = [];

    public ushort Port { get; init; } = 3128;

    /// <summary>Bytes on disk; 0: memory only.</summary>
    public long Cache { get; init; }

    /// <summary>Networks that may use it; none: those of the zones' interfaces.</summary>
    public ValueList<AddressRange> Allow { get; init; } = [];

    /// <summary>Domains refused: <c>ads.example</c> itself, <c>.tracker.example</c> with everything below.</summary>
    public ValueList<string> Deny { get; init; } = [];
}

/// <summary><c>services files</c>: Samba.</summary>
public sealed record FilesConfig
{
    private const int NetbiosNameLength = 15;

    /// <summary>Where it listens; none given: every zone that is not masqueraded.</summary>
    public ValueList<string> Zones { get; init; } = [];

    public string Workgroup { get; init; } = "WORKGROUP";

    public ValueMap<string, ShareConfig> Shares { get; init; } = ValueMap<string, ShareConfig>.Empty;

    /// <summary>Of a router of that name: what is in front of the first dot, in 15 capitals.</summary>
    internal static string NetbiosName(string hostname)
    {
        var name = hostname.Split('.')[0].ToUpperInvariant();
        return name[..Math.Min(name.Length, NetbiosNameLength)];
    }
}

/// <summary><c>services files shares NAME</c>.</summary>
public sealed record ShareConfig
{
    /// <summary>Below the data partition's <c>files</c> folder; never outside it.</summary>
    public required string Path { get; init; }

    /// <summary>Users who may read.</summary>
    public ValueList<string> Read { get; init; } = [];

    /// <summary>Users who may read and write.</summary>
    public ValueList<string> Write { get; init; } = [];

    public string? Comment { get; init; }
}
