using Router.Core.Values;
using Router.Documents;

namespace Router.Features.Proxy;

/// <summary><c>services proxy</c>: Squid.</summary>
public sealed record ProxyConfig
{
    public ValueList<string> Zones { get; init; } = [];

    public ushort Port { get; init; } = 3128;

    /// <summary>Bytes on disk; 0: memory only.</summary>
    public long Cache { get; init; }

    /// <summary>Networks that may use it; none: those of the zones' interfaces.</summary>
    public ValueList<AddressRange> Allow { get; init; } = [];

    /// <summary>Domains refused: <c>ads.example</c> itself, <c>.tracker.example</c> with everything below.</summary>
    public ValueList<string> Deny { get; init; } = [];
}
