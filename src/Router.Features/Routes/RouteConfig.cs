using System.Net;
using Router.Documents;

namespace Router.Features.Routes;

/// <summary>
/// <c>routes PREFIX</c>: where packets for the prefix go. Either a way (via, interface or both, or a mesh), several ways, blackhole,
/// unreachable or prohibit.
/// </summary>
public sealed record RouteConfig
{
    public IPAddress? Via { get; init; }

    /// <summary>The admin's name of the interface, for a destination on the link or a link-local gateway.</summary>
    public string? Interface { get; init; }

    /// <summary>The gateway is on the interface's link, though on none of its networks.</summary>
    public bool OnLink { get; init; }

    /// <summary>The mesh whose hub in use is the way: the next one where that fails.</summary>
    public string? Mesh { get; init; }

    /// <summary>Packets are dropped without a word.</summary>
    public bool Blackhole { get; init; }

    /// <summary>Packets are dropped, and the sender is told.</summary>
    public bool Unreachable { get; init; }

    /// <summary>Packets are dropped, and the sender is told that it is forbidden.</summary>
    public bool Prohibit { get; init; }

    /// <summary>Several ways: the ones with the lowest metric are taken, each with its share of the flows.</summary>
    public ValueList<RouteWayConfig> Ways { get; init; } = [];

    /// <summary>Nothing is sent.</summary>
    internal bool IsDeadEnd => Blackhole || Unreachable || Prohibit;

    /// <summary>Each way as a route of its own; of a route that has one, itself.</summary>
    internal IEnumerable<RouteConfig> Single => Ways.Count == 0 ? [this] : Ways.Select(way => new RouteConfig
    {
        Via = way.Via,
        Interface = way.Interface,
        OnLink = way.OnLink,
        Metric = way.Metric ?? Metric,
        Weight = way.Weight ?? 1,
    });

    /// <summary>Of one of several ways; null: it is the only one.</summary>
    internal int? Weight { get; private init; }

    /// <summary>Lower wins; null: the kernel's default.</summary>
    public uint? Metric { get; init; }
}

/// <summary>One entry of <c>ways</c>.</summary>
public sealed record RouteWayConfig
{
    public required IPAddress Via { get; init; }

    public string? Interface { get; init; }

    public bool OnLink { get; init; }

    /// <summary>Null: the route's.</summary>
    public uint? Metric { get; init; }

    /// <summary>Its share of the flows among the ways with the same metric, 1 to 256; null: 1.</summary>
    public int? Weight { get; init; }
}
