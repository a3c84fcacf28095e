using System.Net;
using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Mesh;

namespace Router.Features.Routes;

internal static class RouteShape
{
    private static readonly RecordShape<RouteConfig> Shape = new RecordShape<RouteConfig>(
            "route", "Where packets for a prefix go: via, interface or both, mesh, blackhole or unreachable.", () => new())
        .With("via", NetworkScalars.Address, r => r.Via, (r, v) => r with { Via = v }, "The gateway, on a connected network.")
        .With("interface", ZoneShape.Interface, r => r.Interface, (r, v) => r with { Interface = v },
            "For a destination on the link itself, or a link-local gateway.")
        .WithValue("on-link", Scalars.Switch, r => r.OnLink, (r, v) => r with { OnLink = v },
            "The gateway is on the link of interface, though on none of its networks, as some providers have it.")
        .With("mesh", MeshShape.Name, r => r.Mesh, (r, v) => r with { Mesh = v },
            "Through the hub of this mesh that is in use; the next one where that fails.")
        .WithValue("blackhole", Scalars.Switch, r => r.Blackhole, (r, v) => r with { Blackhole = v }, "Packets are dropped without a word.")
        .WithValue("unreachable", Scalars.Switch, r => r.Unreachable, (r, v) => r with { Unreachable = v },
            "Packets are dropped, and the sender is told.")
        .WithValue("metric", Scalars.Metric, r => r.Metric, (r, v) => r with { Metric = v },
            "The lower one wins among routes for the same prefix.");

    public static readonly MapShape<IPNetwork, RouteConfig> Map = new(NetworkScalars.Prefix, Shape);
}
