using System.Net;
using System.Net.Sockets;
using Router.Core.Values;

namespace Router.Features.Interfaces;

/// <summary>What is no address of a host: nobody's, everybody's, a network's own and its broadcast address.</summary>
internal static class HostAddresses
{
    /// <summary>RFC 3021 and 6164: links with two ends have no such addresses.</summary>
    private const int LongestIPv4 = 30, LongestIPv6 = 126;

    private const byte FirstMulticast = 224;

    /// <summary>Of any network. Null: a host can have it; otherwise what is wrong, to stand behind the address.</summary>
    public static string? Wrong(IPAddress address)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return "is no address of a host";
        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        return address.IsIPv6Multicast || (isIPv4 && (uint)address.Number() >> 24 >= FirstMulticast)
            ? "is a multicast or reserved address"
            : null;
    }

    /// <summary>On that network.</summary>
    public static string? Wrong(IPAddress address, IPNetwork network)
    {
        var isIPv6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        if (network.PrefixLength > (isIPv6 ? LongestIPv6 : LongestIPv4))
            return null;
        var (number, first) = (address.Number(), network.BaseAddress.Number());
        if (number == first)
            return isIPv6 ? "is the address of all routers of its network" : "is the network's own address";
        var last = first | (uint.MaxValue >> network.PrefixLength);
        return !isIPv6 && number == last ? "is the network's broadcast address" : null;
    }
}
