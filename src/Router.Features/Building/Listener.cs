using Router.Core.Values;

namespace Router.Features.Building;

/// <summary>A port at which the router itself hears.</summary>
/// <param name="Name">Who hears, as the document calls it: <c>proxy</c>.</param>
/// <param name="Port">1 and more.</param>
internal sealed record Listener(string Name, ushort Port)
{
    public TransportProtocol Protocol { get; init; } = TransportProtocol.Tcp;

    /// <summary>Where the document speaks of it.</summary>
    public IReadOnlyList<string> Path { get; init; } = ["services", Name];

    /// <summary>The document says the port, at this path; empty: it cannot be another.</summary>
    public IReadOnlyList<string> PortPath { get; init; } = [];

    /// <summary>The firewall lets in whoever comes from these zones; from others, rules and policies alone decide.</summary>
    public IEnumerable<string> Zones { get; init; } = [];

    /// <summary>As <see cref="Zones"/>, by the kernel's names of links.</summary>
    public IEnumerable<string> Links { get; init; } = [];
}
