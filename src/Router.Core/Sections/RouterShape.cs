using System.Net;
using Router.Core.Config.Shapes;
using Router.Core.Sections.Firewall;
using Router.Core.Sections.Interfaces;
using Router.Core.Sections.Routes;
using Router.Core.Sections.Services;
using Router.Core.Sections.SystemSettings;

namespace Router.Core.Sections;

/// <summary>The whole document: each section is one line here and one folder beside.</summary>
internal static class RouterShape
{
    public static readonly RecordShape<RouterConfig> Shape = new RecordShape<RouterConfig>("document", "Everything a router is to be.", () => new())
        .WithValue("version", Scalars.Number(1, 1, example: "1"), c => c.Version, (c, v) => c with { Version = v }, "The version of the schema.", required: true)
        .With("system", SystemShape.Shape, c => c.System, (c, v) => c with { System = v }, "Who the router is and who may log in.")
        .With("interfaces", new MapShape<string, InterfaceConfig>(ZoneShape.Interface, InterfaceShape.Shape), c => c.Interfaces, (c, v) => c with { Interfaces = v }, "Interfaces by the name you give them.")
        .With("routes", new MapShape<IPNetwork, RouteConfig>(NetworkScalars.Prefix, RouteShape.Shape), c => c.Routes, (c, v) => c with { Routes = v }, "Static routes by destination prefix.")
        .With("firewall", FirewallShape.Shape, c => c.Firewall, (c, v) => c with { Firewall = v }, "What may pass between zones.")
        .With("services", ServicesShape.Shape, c => c.Services, (c, v) => c with { Services = v }, "What the router offers.");
}
