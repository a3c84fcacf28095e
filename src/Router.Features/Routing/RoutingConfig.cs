using System.Net;
using Router.Documents;
using Router.Features.Firewall;
using Router.Features.Routes;

namespace Router.Features.Routing;

/// <summary><c>routing</c>: tables of routes beside the main one, and which packets they are for.</summary>
public sealed record RoutingConfig
{
    /// <summary>The table that <c>routes</c> fills.</summary>
    public const string MainTable = "main";

    public ValueMap<string, RoutingTableConfig> Tables { get; init; } = ValueMap<string, RoutingTableConfig>.Empty;

    /// <summary>Routing domains apart from each other and from the main table; interfaces and meshes name theirs.</summary>
    public ValueMap<string, RoutingTableConfig> Vrfs { get; init; } = ValueMap<string, RoutingTableConfig>.Empty;

    /// <summary>Lines to the outside that are watched and chosen between; a map keeps no order, priorities do.</summary>
    public ValueMap<string, UplinkConfig> Uplinks { get; init; } = ValueMap<string, UplinkConfig>.Empty;

    /// <summary>The first one that matches and whose table has a route wins; the main table comes last.</summary>
    public ValueList<RoutingRuleConfig> Rules { get; init; } = [];
}

/// <summary><c>routing tables NAME</c> and <c>routing vrfs NAME</c>.</summary>
public sealed record RoutingTableConfig
{
    /// <summary>The kernel's number.</summary>
    public int Id { get; init; }

    public ValueMap<IPNetwork, RouteConfig> Routes { get; init; } = ValueMap<IPNetwork, RouteConfig>.Empty;
}

/// <summary>One entry of <c>routing rules</c>. What is not given matches everything.</summary>
public sealed record RoutingRuleConfig
{
    /// <summary>Unique among the rules.</summary>
    public required string Name { get; init; }

    public IPNetwork? Source { get; init; }

    /// <summary>The interface that a packet arrived on.</summary>
    public string? From { get; init; }

    /// <summary>As <c>firewall marks</c> set it; null: any.</summary>
    public uint? Mark { get; init; }

    public IPNetwork? Destination { get; init; }

    /// <summary>Of what protocol and port a packet goes to.</summary>
    public ValueList<ServiceMatch> Service { get; init; } = [];

    /// <summary>The table that is asked; or <see cref="Uplink"/>.</summary>
    public string? Table { get; init; }

    /// <summary>The uplink that it goes by while that is good, where no route but the default one is for it.</summary>
    public string? Uplink { get; init; }
}
