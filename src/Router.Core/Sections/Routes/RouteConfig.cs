using System.Net;

namespace Router.Core.Sections.Routes;

/// <summary><c>routes PREFIX</c>: where packets for the prefix go. Either a way (via, interface or both) or blackhole.</summary>
public sealed record RouteConfig
{
    public IPAddress? Via { get; init; }

    /// <summary>The admin's name of the interface, for a destination on the link or a link-local gateway.</summary>
    public string? Interface { get; init; }

    /// <summary>Packets are dropped without a word.</summary>
    public bool Blackhole { get; init; }

    /// <summary>Lower wins; null: the kernel's default.</summary>
    public uint? Metric { get; init; }
}
