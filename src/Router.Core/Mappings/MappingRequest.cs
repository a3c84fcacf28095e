using System.Net;
using Router.Core.Values;

namespace Router.Core.Mappings;

/// <summary>What a host asks for, for itself.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Host">The one that asks.</param>
/// <param name="InternalPort">Of the host; not 0.</param>
public sealed record MappingRequest(TransportProtocol Protocol, IPAddress Host, ushort InternalPort)
{
    /// <summary>The port outside that it would like; 0: any.</summary>
    public ushort WantedPort { get; init; }

    /// <summary>Another port outside is of no use to it.</summary>
    public bool NoOther { get; init; }

    /// <summary>More than nothing; what is longer than allowed is made shorter.</summary>
    public TimeSpan Lifetime { get; init; }

    public MappingOrigin Origin { get; init; }

    /// <summary>See <see cref="PortMapping.Nonce"/>.</summary>
    public string Nonce { get; init; } = "";

    public string Description { get; init; } = "";
}
