using Router.Core.Config;
using Router.Core.Config.Validation;
using Router.Core.Sections.Firewall;
using Router.Core.Sections.Interfaces;
using Router.Core.Sections.Mesh;
using Router.Core.Sections.Mesh.Bgp;
using Router.Core.Sections.Routes;
using Router.Core.Sections.Routing;
using Router.Core.Sections.Services;
using Router.Core.Sections.Services.Reach;
using Router.Core.Sections.SystemSettings;
using Router.Core.Sections.SystemSettings.Hardening;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Core.Sections;

/// <summary>The whole document: each section is a folder beside and one entry here, with its shape and its checks.</summary>
internal static class RouterModel
{
    /// <summary>The schema that this code knows. Documents of newer ones are read as far as it goes.</summary>
    public const int Version = 2;

    private const int NewestThinkable = 99;

    private static readonly List<SectionValidator> Checks = [];

    public static readonly RecordShape<RouterConfig> Shape = new RecordShape<RouterConfig>(
            "document", "Everything a router is to be.", () => new())
        .WithValue("version", Scalars.Number(1, NewestThinkable, example: "1"), c => c.Version, (c, v) => c with { Version = v },
            "The version of the schema.", required: true)
        .Section("system", SystemShape.Shape, c => c.System, (c, v) => c with { System = v }, "Who the router is and who may log in.",
            new SystemValidator(), new HardeningValidator())
        .Section("interfaces", InterfaceShape.Map, c => c.Interfaces, (c, v) => c with { Interfaces = v },
            "Interfaces by the name you give them.", new InterfaceValidator())
        .Section("routes", RouteShape.Map, c => c.Routes, (c, v) => c with { Routes = v }, "Static routes by destination prefix.",
            new RouteValidator())
        .Section("routing", RoutingShape.Shape, c => c.Routing, (c, v) => c with { Routing = v }, "Routing by more than the destination.",
            new RoutingValidator())
        .Section("firewall", FirewallShape.Shape, c => c.Firewall, (c, v) => c with { Firewall = v }, "What may pass between zones.",
            new FirewallValidator(), new NatValidator())
        .Section("services", ServicesShape.Shape, c => c.Services, (c, v) => c with { Services = v }, "What the router offers.",
            new DhcpValidator(), new ServicesValidator(), new ReachValidator())
        .Section("mesh", MeshShape.Map, c => c.Mesh, (c, v) => c with { Mesh = v }, "Meshes (DMVPN) by the name you give them.",
            new MeshValidator(), new BgpValidator());

    public static readonly DocumentModel Document = new(Shape)
    {
        Foreign = OtherProducts.Keys,
        References = EntryReferences.Find,
        EmptyText = "version: 1\n",
    };

    public static IReadOnlyList<SectionValidator> Validators => Checks;

    private static RecordShape<RouterConfig> Section<T>(
        this RecordShape<RouterConfig> document,
        string name, Shape<T> shape, Func<RouterConfig, T?> get, Func<RouterConfig, T, RouterConfig> set, string help,
        params SectionValidator[] checks)
        where T : class
    {
        Checks.AddRange(checks);
        return document.With(name, shape, get, set, help);
    }
}
