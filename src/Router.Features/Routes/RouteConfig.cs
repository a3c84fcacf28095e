using System.Net;

namespace Router.Features.Routes;

/// <summary>
/// <c>routes PREFIX</c>: where packets for the prefix go. Either a way (via, interface or both, or a mesh), blackhole or unreachable.
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

    /// <summary>Nothing is sent.</summary>
    internal bool IsDeadEnd => Blackhole || Unreachable;

    /// <summary>Lower wins; null: the kernel's default.</summary>
    public uint? Metric { get; init; }
}
