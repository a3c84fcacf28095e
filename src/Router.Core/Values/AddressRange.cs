using System.Net;
using System.Net.Sockets;

namespace Router.Core.Values;

/// <summary>An address, prefix or range, both ends included: <c>203.0.113.0/24</c>, <c>10.0.0.5-10.0.0.9</c>.</summary>
public readonly record struct AddressRange(IPAddress First, IPAddress Last)
{
    public bool IsIPv6 => First.AddressFamily == AddressFamily.InterNetworkV6;
}

/// <summary>A named set (<c>@office</c>), addresses written out, or a host of an interface whatever its prefix is.</summary>
public readonly record struct AddressMatch(string? Set, AddressRange? Range)
{
    /// <summary>Null: it is a set or a range.</summary>
    public AddressSuffix? Suffix { get; init; }
}
