using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Wire.Netlink;

/// <summary>Asks the kernel how it would route a packet (RTM_GETROUTE), as <c>ip route get</c> does.</summary>
public static class RouteLookup
{
    private const ushort SourceAttribute = 2, InputLinkAttribute = 3, PreferredSource = 7, MarkAttribute = 16;
    // IPv6 names the table unasked, and refuses to be asked.
    private const uint FibMatch = 0x2000, LookupTable = 0x1000;
    private const byte IPv4 = 2, IPv6 = 10;
    private const int HeaderLength = 12;

    /// <summary>
    /// The entry of the table that is taken (with its prefix), not the route made of it. <paramref name="inputLink"/> 0: the packet
    /// is the router's own, then the source may be null. <paramref name="mark"/> 0: the packet has none.
    /// </summary>
    public static NetlinkMessage Entry(IPAddress destination, IPAddress? source, int inputLink, uint mark)
    {
        var message = Request(
            destination, source, inputLink, destination.AddressFamily == AddressFamily.InterNetworkV6 ? FibMatch : FibMatch | LookupTable);
        return mark == 0 ? message : message.Add(MarkAttribute, mark);
    }

    /// <summary>The route itself, with the address that the router would send from.</summary>
    public static NetlinkMessage Way(IPAddress destination) =>
        Request(destination, null, 0, destination.AddressFamily == AddressFamily.InterNetworkV6 ? 0 : LookupTable);

    /// <summary>RTA_PREFSRC; null: there is none.</summary>
    public static IPAddress? SourceOf(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderLength)
            return null;
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            if (attributes.Type == PreferredSource)
                return attributes.Address;
        }
        return null;
    }

    private static NetlinkMessage Request(IPAddress destination, IPAddress? source, int inputLink, uint flags)
    {
        var bits = (byte)(destination.GetAddressBytes().Length * 8);
        var header = new byte[HeaderLength];
        header[0] = destination.AddressFamily == AddressFamily.InterNetworkV6 ? IPv6 : IPv4;
        header[1] = bits;
        header[2] = source is null ? (byte)0 : bits;
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), flags);
        var message = new NetlinkMessage(RouteNetlink.GetRoute, NetlinkFlags.Request | NetlinkFlags.Acknowledge, header)
            .Add(RouteNetlink.RouteDestination, destination);
        if (source is not null)
            message.Add(SourceAttribute, source);
        return inputLink == 0 ? message : message.Add(InputLinkAttribute, (uint)inputLink);
    }
}
