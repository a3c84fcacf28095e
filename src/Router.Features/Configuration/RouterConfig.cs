using System.Net;
using Router.Documents;
using Router.Features.Firewall;
using Router.Features.Interfaces;
using Router.Features.Mesh;
using Router.Features.Routes;
using Router.Features.Routing;
using Router.Features.Services;
using Router.Features.SystemSettings;

namespace Router.Features.Configuration;

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
