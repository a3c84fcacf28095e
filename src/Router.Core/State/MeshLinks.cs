using Router.Core.Sections;
using Router.Core.Sections.Mesh;
using Router.Core.Sections.Routes;
using Router.Core.State.Links;

namespace Router.Core.State;

/// <summary>The tunnel link of each mesh.</summary>
internal static class MeshLinks
{
    private const byte TimeToLive = 64;

    /// <summary>Behind shortcuts, which have a metric of their own, and a routing protocol's: so either may take over a prefix.</summary>
    private const uint StaticMetric = 200;

    /// <summary>None for a mesh whose underlay is not there.</summary>
    public static IEnumerable<KeyValuePair<string, DesiredLink>> Of(RouterConfig config, Topology topology)
    {
        foreach (var (name, mesh) in config.Mesh)
        {
            if (config.Interfaces.TryGetValue(mesh.Underlay, out var underlay) && topology.KernelName(mesh.Underlay, underlay) is { } kernelName)
                yield return new(name, Link(name, mesh, kernelName));
        }
    }

    /// <summary>Null: the route does not go over a mesh.</summary>
    public static uint? Metric(string? over, RouteConfig route, RouterConfig config) =>
        over is not null && route.Metric is null && config.Mesh.ContainsKey(over) ? StaticMetric : null;

    private static DesiredLink Link(string name, MeshConfig mesh, string underlay) => new()
    {
        Name = name,
        Kind = LinkKind.Virtual,
        Settings = new GreLink(Local: null, Remote: null, mesh.Key, TimeToLive, On: underlay),
        Mtu = mesh.Mtu,
        Addresses = [mesh.Address],
    };
}
