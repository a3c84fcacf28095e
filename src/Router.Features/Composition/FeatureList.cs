using Router.Features.Backups.Build;
using Router.Features.Controllers.Build;
using Router.Features.Dhcp.Build;
using Router.Features.Dhcpv6.Build;
using Router.Features.Dns.Build;
using Router.Features.Dnsmasq.Build;
using Router.Features.DynamicDns.Build;
using Router.Features.FileShares.Build;
using Router.Features.Firewall.Build;
using Router.Features.Frr.Build;
using Router.Features.IgmpProxy.Build;
using Router.Features.Interfaces.Build;
using Router.Features.Interfaces.Build.Pppoe;
using Router.Features.Leds.Build;
using Router.Features.Lists.Build;
using Router.Features.Mappings.Build;
using Router.Features.Mdns.Build;
using Router.Features.Mesh.Build;
using Router.Features.Ntp.Build;
using Router.Features.Proxy.Build;
using Router.Features.RouterAdvertisements.Build;
using Router.Features.Routes.Build;
using Router.Features.Routing.Build;
using Router.Features.Schedules.Build;
using Router.Features.Shaping.Build;
using Router.Features.Ssh.Build;
using Router.Features.SystemLog.Build;
using Router.Features.SystemSettings.Build;
using Router.Features.Tftp.Build;

namespace Router.Features.Composition;

/// <summary>
/// Everything that a router can do, a line each. Services start in this order: the way in first, then addresses and names, what people wait
/// for least last.
/// </summary>
internal static class FeatureList
{
    public static readonly FeatureSet All = new(
    [
        new SystemFeature(),
        new UsersFeature(),
        new SshFeature(),
        new InterfacesFeature(),
        new PppoeFeature(),
        new Ipv6Feature(),
        new LogFeature(),
        new LogOverTlsFeature(),
        new WatchdogFeature(),
        new ShapingFeature(),
        new RoutesFeature(),
        new RoutingFeature(),
        new FirewallFeature(),
        new DnsmasqFeature(new Resolver(), new LeaseServer(), new Advertiser(), new Leases6(), new TftpServer()),
        new EncryptedDnsFeature(),
        new DnssecFeature(),
        new DnsFeature(),
        new DhcpFeature(),
        new Dhcpv6Feature(),
        new AdvertisementFeature(),
        new TftpFeature(),
        new ListsFeature(),
        new FrrFeature(MeshBgp.Peers),
        new NtpFeature(),
        new MappingsFeature(),
        new MeshFeature(),
        new DynamicDnsFeature(),
        new ProxyFeature(),
        new FilesFeature(),
        new MdnsFeature(),
        new IgmpProxyFeature(),
        new BackupFeature(),
        new LedFeature(),
        new ScheduleFeature(),
        new ControllerFeature(),
    ]);
}
