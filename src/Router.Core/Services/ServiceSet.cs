using Router.Core.Problems;
using Router.Core.Sections;
using Router.Core.State;
using Router.Core.Values;

namespace Router.Core.Services;

/// <summary>
/// Every service that this daemon manages, in starting order: addresses and names first, what people wait for least last. A
/// service that the configuration does not name is there too, stopped.
/// </summary>
internal static class ServiceSet
{
    public static ValueList<DesiredService> Build(RouterConfig config, Topology topology, BuildContext context, List<Problem> problems) =>
    [
        SystemFiles.Build(config),
        Accounts.Build(config, context, problems),
        .. DhcpClients.Build(config, topology, context),
        Ipv6Client.Build(config, topology),
        Dnsmasq.Build(config, topology),
        Sshd.Build(config),
        .. Frr.Build(config),
        Chrony.Build(config),
        StrongSwan.Build(config),
        Squid.Build(config),
        Samba.Build(config, topology, context, problems),
    ];
}
