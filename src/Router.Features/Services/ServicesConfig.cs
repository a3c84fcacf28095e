using Router.Documents;
using Router.Features.Dhcp;
using Router.Features.Dhcpv6;
using Router.Features.Dns;
using Router.Features.DynamicDns;
using Router.Features.FileShares;
using Router.Features.IgmpProxy;
using Router.Features.Lists;
using Router.Features.Mdns;
using Router.Features.Ntp;
using Router.Features.Proxy;
using Router.Features.RouterAdvertisements;
using Router.Features.Ssh;

namespace Router.Features.Services;

/// <summary><c>services</c>: what the router offers. A service that is not named does not run.</summary>
public sealed record ServicesConfig
{
    /// <summary>DHCP servers, keyed by interface.</summary>
    public ValueMap<string, DhcpServerConfig> Dhcp { get; init; } = ValueMap<string, DhcpServerConfig>.Empty;

    /// <summary>DHCPv6 servers, keyed by interface.</summary>
    public ValueMap<string, Dhcpv6Config> Dhcpv6 { get; init; } = ValueMap<string, Dhcpv6Config>.Empty;

    /// <summary>IPv6 for hosts, keyed by interface.</summary>
    public ValueMap<string, RouterAdvertisementConfig> RouterAdvertisements { get; init; } =
        ValueMap<string, RouterAdvertisementConfig>.Empty;

    public DnsConfig? Dns { get; init; }

    /// <summary>Lists that others keep, by name.</summary>
    public ValueMap<string, ListConfig> Lists { get; init; } = ValueMap<string, ListConfig>.Empty;

    /// <summary>Names that follow the router's address.</summary>
    public ValueMap<string, DynamicDnsConfig> DynamicDns { get; init; } = ValueMap<string, DynamicDnsConfig>.Empty;

    public NtpConfig? Ntp { get; init; }

    public MdnsConfig? Mdns { get; init; }

    public IgmpProxyConfig? IgmpProxy { get; init; }

    public SshConfig? Ssh { get; init; }

    public ProxyConfig? Proxy { get; init; }

    public FilesConfig? Files { get; init; }
}
