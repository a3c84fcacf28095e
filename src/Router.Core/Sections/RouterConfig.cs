using System.Net;
using Router.Core.Config;
using Router.Core.Sections.Firewall;
using Router.Core.Sections.Interfaces;
using Router.Core.Sections.Mesh;
using Router.Core.Sections.Routes;
using Router.Core.Sections.Routing;
using Router.Core.Sections.Services;
using Router.Core.Sections.SystemSettings;
using Router.Documents;

namespace Router.Core.Sections;

/// <summary>One document, typed: everything a router is to be.</summary>
public sealed record RouterConfig
{
    /// <summary>The version of the schema that the document was written for.</summary>
    public int Version { get; init; } = 1;

    public SystemConfig System { get; init; } = new();

    /// <summary>Keyed by the admin's name for the interface.</summary>
    public ValueMap<string, InterfaceConfig> Interfaces { get; init; } = ValueMap<string, InterfaceConfig>.Empty;

    /// <summary>Static routes, keyed by destination prefix.</summary>
    public ValueMap<IPNetwork, RouteConfig> Routes { get; init; } = ValueMap<IPNetwork, RouteConfig>.Empty;

    public RoutingConfig Routing { get; init; } = new();

    public FirewallConfig Firewall { get; init; } = new();

    public ServicesConfig Services { get; init; } = new();

    /// <summary>Keyed by the mesh's name, which its link has as well.</summary>
    public ValueMap<string, MeshConfig> Mesh { get; init; } = ValueMap<string, MeshConfig>.Empty;
}
