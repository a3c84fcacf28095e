using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces.Build;
using Router.Features.Mesh.Build;
using Router.Features.Services.Build;
using Router.Features.SystemSettings.Build;

namespace Router.Features.Composition;

/// <summary>
/// Every service that this daemon manages, in starting order: the way in first, then addresses and names, what people wait for least last. A
/// service that the configuration does not name is there too, stopped.
/// </summary>
internal static class ServiceSet
{
    public static ValueList<DesiredService> Build(RouterConfig config, Topology topology, BuildContext context, List<Problem> problems)
    {
        (string Path, Func<IEnumerable<DesiredService>> Build)[] features =
        [
            ("system", () => [SystemFiles.Build(config)]),
            ("system users", () => [Accounts.Build(config, context, problems)]),
            ("services ssh", () => [Sshd.Build(config)]),
            ("interfaces", () => DhcpClients.Build(config, topology, context)),
            ("interfaces", () => [Ipv6Client.Build(config, topology)]),
            ("services dns", () => [Dnsmasq.Build(config, topology)]),
            ("mesh", () => Frr.Build(config)),
            ("system ntp", () => [Chrony.Build(config)]),
            ("mesh", () => [StrongSwan.Build(config)]),
            ("services proxy", () => [Squid.Build(config)]),
            ("services files", () => [Samba.Build(config, topology, context, problems)]),
        ];
        return features.SelectMany(feature => context.Partial ? Guarded(feature.Path, feature.Build, problems) : feature.Build()).ToValueList();
    }

    /// <summary>A fault of ours in one feature costs that feature, and leaves its services as they are.</summary>
    private static IReadOnlyList<DesiredService> Guarded(string path, Func<IEnumerable<DesiredService>> build, List<Problem> problems)
    {
        try
        {
            return [.. build()];
        }
        catch (Exception exception)
        {
            problems.Add(new Problem(path, $"cannot be worked out: {exception.Message}", "this is a fault of the firmware; everything else goes on"));
            return [];
        }
    }
}
