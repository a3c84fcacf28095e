using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Dhcp.Build;
using Router.Features.Dns.Build;
using Router.Features.Dnsmasq.Build;
using Router.Features.FileShares.Build;
using Router.Features.Firewall.Build;
using Router.Features.Frr.Build;
using Router.Features.Interfaces.Build;
using Router.Features.Mesh.Build;
using Router.Features.Ntp.Build;
using Router.Features.Proxy.Build;
using Router.Features.Reach;
using Router.Features.RouterAdvertisements.Build;
using Router.Features.Routes.Build;
using Router.Features.Routing.Build;
using Router.Features.Ssh.Build;
using Router.Features.SystemSettings.Build;
using Router.Features.Validation;

namespace Router.Features.Composition;

/// <summary>
/// Everything that a router can do, a line each. Services start in this order: the way in first, then addresses and names, what people wait
/// for least last.
/// </summary>
internal static class FeatureList
{
    public static readonly IReadOnlyList<IFeature> All =
    [
        new SystemFeature(),
        new UsersFeature(),
        new SshFeature(),
        new InterfacesFeature(),
        new Ipv6Feature(),
        new RoutesFeature(),
        new RoutingFeature(),
        new FirewallFeature(),
        new DnsmasqFeature(new Resolver(), new LeaseServer(), new Advertiser()),
        new DnsFeature(),
        new DhcpFeature(),
        new AdvertisementFeature(),
        new FrrFeature(MeshBgp.Peers),
        new NtpFeature(),
        new MeshFeature(),
        new ProxyFeature(),
        new FilesFeature(),
    ];

    /// <summary>Of each feature, and of several together.</summary>
    public static readonly IReadOnlyList<SectionValidator> Checks =
    [
        .. All.SelectMany(feature => feature.Checks),
        new AccountValidator(All.SelectMany(feature => feature.Accounts)),
        new ListenerValidator(Listeners),
        new ReachValidator(Listeners),
    ];

    public static IEnumerable<Listener> Listeners(RouterConfig config) => All.SelectMany(feature => feature.Listeners(config));
}
