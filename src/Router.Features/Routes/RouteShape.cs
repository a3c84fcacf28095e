using System.Net;
using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Mesh;

namespace Router.Features.Routes;

internal static class RouteShape
{
    private const int MostWeight = 256;

    private static readonly RecordShape<RouteWayConfig> Way = new RecordShape<RouteWayConfig>(
            "way", "One of several ways to a prefix.", () => new() { Via = System.Net.IPAddress.None })
        .With("via", NetworkScalars.Address, w => w.Via, (w, v) => w with { Via = v }, "The gateway, on a connected network.",
            required: true)
        .With("interface", ZoneShape.Interface, w => w.Interface, (w, v) => w with { Interface = v }, "For a link-local gateway.")
        .WithValue("on-link", Scalars.Switch, w => w.OnLink, (w, v) => w with { OnLink = v },
            "The gateway is on the link of interface, though on none of its networks.")
        .WithValue("metric", Scalars.Metric, w => w.Metric, (w, v) => w with { Metric = v },
            "The ways with the lowest one are taken; the others are for when these are gone.")
        .WithValue("weight", Scalars.Number(1, MostWeight, example: "2"), w => w.Weight, (w, v) => w with { Weight = v },
            "Its share of the flows among the ways with the same metric (1).");

    private static readonly RecordShape<RouteConfig> Shape = new RecordShape<RouteConfig>(
            "route", "Where packets for a prefix go: via, interface or both, ways, mesh, blackhole, unreachable or prohibit.", () => new())
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
        .WithValue("prohibit", Scalars.Switch, r => r.Prohibit, (r, v) => r with { Prohibit = v },
            "Packets are dropped, and the sender is told that it is forbidden.")
        .With("ways", new ListShape<RouteWayConfig>(Way, "via"), r => r.Ways, (r, v) => r with { Ways = v },
            "Several gateways: of the same metric they share the flows, of another one they are for when the better ones are gone.")
        .WithValue("metric", Scalars.Metric, r => r.Metric, (r, v) => r with { Metric = v },
            "The lower one wins among routes for the same prefix.");

    public static readonly MapShape<IPNetwork, RouteConfig> Map = new(NetworkScalars.Prefix, Shape);
}
