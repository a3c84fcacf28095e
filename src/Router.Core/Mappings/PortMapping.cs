using System.Net;
using Router.Core.Values;

namespace Router.Core.Mappings;

/// <summary>A port of the router's outer address that leads to a port of a host, until a time.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="ExternalPort">Outside.</param>
/// <param name="Host">IPv4.</param>
/// <param name="InternalPort">Of the host.</param>
public sealed record PortMapping(TransportProtocol Protocol, ushort ExternalPort, IPAddress Host, ushort InternalPort)
{
    public MappingOrigin Origin { get; init; }

    /// <summary>What of PCP proves who made it (RFC 6887, 11.1), in hexadecimal digits; empty: another protocol did.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>What of UPnP a program called it.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it ends, since the machine started.</summary>
    public TimeSpan Until { get; init; }

    public MappingKey Key => new(Protocol, ExternalPort);
}
