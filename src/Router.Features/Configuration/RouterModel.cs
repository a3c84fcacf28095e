using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Firewall;
using Router.Features.Interfaces.Kinds;
using Router.Features.Mesh;
using Router.Features.Routes;
using Router.Features.Routing;
using Router.Features.Services;
using Router.Features.SystemSettings;

namespace Router.Features.Configuration;

/// <summary>The whole document: each section is a folder beside and one entry here, with its shape.</summary>
internal static class RouterModel
{
    private const int HighestVersion = 99;

    public static readonly RecordShape<RouterConfig> Shape = new RecordShape<RouterConfig>(
            "document", "Everything a router is to be.", () => new())
        .WithValue("version", Scalars.Number(1, HighestVersion, example: "1"), c => c.Version, (c, v) => c with { Version = v },
            "The version of the schema.", required: true)
        .With("system", SystemShape.Shape, c => c.System, (c, v) => c with { System = v }, "Who the router is and who may log in.")
        .With("interfaces", InterfaceShape.Map, c => c.Interfaces, (c, v) => c with { Interfaces = v },
            "Interfaces by the name you give them.")
        .With("routes", RouteShape.Map, c => c.Routes, (c, v) => c with { Routes = v }, "Static routes by destination prefix.")
        .With("routing", RoutingShape.Shape, c => c.Routing, (c, v) => c with { Routing = v }, "Routing by more than the destination.")
        .With("firewall", FirewallShape.Shape, c => c.Firewall, (c, v) => c with { Firewall = v }, "What may pass between zones.")
        .With("services", ServicesShape.Shape, c => c.Services, (c, v) => c with { Services = v }, "What the router offers.")
        .With("mesh", MeshShape.Map, c => c.Mesh, (c, v) => c with { Mesh = v }, "Meshes (DMVPN) by the name you give them.");

    public static readonly DocumentModel Document = new(Shape)
    {
        Foreign = OtherProducts.Keys,
        References = EntryReferences.Find,
        EmptyText = "version: 1\n",
    };
}
