using System.Net;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Routes;

namespace Router.Features.Mesh.Build;

/// <summary>The tunnel link of each mesh.</summary>
public static class MeshLinks
{
    private const byte TimeToLive = 64;

    /// <summary>Behind shortcuts, which have a metric of their own, and a routing protocol's: so either may take over a prefix.</summary>
    private const uint StaticMetric = 200;

    private const uint LastMetric = 4_000_000_000;

    /// <summary>The link that makes the headers of every tunnel over IPv6.</summary>
    public const string HeaderLink = "mesh-ipv6";

    /// <summary>None for a mesh whose underlay is not there.</summary>
    internal static IEnumerable<KeyValuePair<string, DesiredLink>> Of(RouterConfig config, Topology topology)
    {
        if (config.Mesh.Values.Any(mesh => mesh.OverIPv6))
            yield return new(HeaderLink, new DesiredLink { Name = HeaderLink, Kind = LinkKind.Virtual, Settings = new TunnelHeaderLink() });
        foreach (var (name, mesh) in config.Mesh)
        {
            if (config.Interfaces.TryGetValue(mesh.Underlay, out var underlay)
                && topology.KernelName(mesh.Underlay, underlay) is { } kernelName)
                yield return new(name, Link(name, mesh, underlay.IsSession ? null : kernelName));
        }
    }

    /// <summary>Null: the route does not go over a mesh.</summary>
    internal static uint? Metric(string? over, RouteConfig route, RouterConfig config) =>
        over is not null && route.Metric is null && config.Mesh.ContainsKey(over) ? StaticMetric : null;

    /// <summary>
    /// Where no hub is in use, a network behind the mesh is unreachable: its packets must not leave by the default route, in clear.
    /// </summary>
    public static Route WithoutHub(IPNetwork prefix) => new(prefix, null, null, RouteType.Unreachable, LastMetric);

    /// <summary>The networks that the hub of this mesh that is in use is the way to.</summary>
    public static ValueList<HubRoute> HubRoutes(RouterConfig config, string mesh) =>
        [.. config.Routes.Where(r => r.Value.Mesh == mesh).Select(r => new HubRoute(r.Key, r.Value.Metric ?? StaticMetric))];

    /// <param name="name">The mesh's.</param>
    /// <param name="mesh">Its settings.</param>
    /// <param name="underlay">The link that it stands on; null: on none, for its own comes and goes, and routes choose it.</param>
    private static DesiredLink Link(string name, MeshConfig mesh, string? underlay) => new()
    {
        Name = name,
        Kind = LinkKind.Virtual,
        Settings = new GreLink(Local: null, Remote: null, mesh.Key, TimeToLive, On: underlay) { ManyOverIPv6 = mesh.OverIPv6 },
        Master = mesh.Vrf,
        Mtu = mesh.Mtu,
        Addresses = [mesh.Address],
    };
}
