using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Netlink;

/// <summary>
/// One of several ways of a route (struct rtnexthop in RTA_MULTIPATH). <paramref name="Weight"/> is 1 to 256; link 0: the kernel finds it
/// by the gateway.
/// <code>
/// | length (2) | flags (1) | weight - 1 (1) | link (4) | attributes: RTA_GATEWAY or RTA_VIA |
/// </code>
/// </summary>
public sealed record RouteHop(IPAddress? Gateway, int Link, int Weight)
{
    private const int HeaderLength = 8;

    /// <summary>RTNH_F_ONLINK.</summary>
    public bool OnLink { get; init; }

    internal static byte[] Encode(IReadOnlyList<RouteHop> hops)
    {
        using var all = new MemoryStream();
        foreach (var hop in hops)
            hop.Write(all);
        return all.ToArray();
    }

    /// <summary>What is cut off is left out.</summary>
    internal static List<RouteHop> Decode(ReadOnlySpan<byte> value)
    {
        var hops = new List<RouteHop>();
        while (value.Length >= HeaderLength && BinaryPrimitives.ReadUInt16LittleEndian(value) is var length
            && length >= HeaderLength && length <= value.Length)
        {
            hops.Add(One(value[..length]));
            value = value[Math.Min(value.Length, (length + 3) & ~3)..];
        }
        return hops;
    }

    private void Write(MemoryStream to)
    {
        var address = Gateway?.GetAddressBytes() ?? [];
        var hop = new byte[HeaderLength + (address.Length == 0 ? 0 : 4 + address.Length)];
        BinaryPrimitives.WriteUInt16LittleEndian(hop, (ushort)hop.Length);
        hop[2] = OnLink ? RouteNetlink.HopOnLink : (byte)0;
        hop[3] = (byte)(Weight - 1);
        BinaryPrimitives.WriteInt32LittleEndian(hop.AsSpan(4), Link);
        if (address.Length > 0)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(hop.AsSpan(8), (ushort)(4 + address.Length));
            BinaryPrimitives.WriteUInt16LittleEndian(hop.AsSpan(10), RouteNetlink.RouteGateway);
            address.CopyTo(hop.AsSpan(12));
        }
        to.Write(hop);
    }

    private static RouteHop One(ReadOnlySpan<byte> hop)
    {
        IPAddress? gateway = null;
        var attributes = new AttributeReader(hop[HeaderLength..]);
        while (attributes.Next())
        {
            if (attributes.Type == RouteNetlink.RouteGateway && attributes.Value.Length is 4 or 16)
                gateway = new IPAddress(attributes.Value);
            else if (attributes.Type == RouteNetlink.RouteVia && attributes.Value.Length is 6 or 18)
                gateway = new IPAddress(attributes.Value[2..]);
        }
        return new RouteHop(gateway, BinaryPrimitives.ReadInt32LittleEndian(hop[4..]), hop[3] + 1)
        {
            OnLink = (hop[2] & RouteNetlink.HopOnLink) != 0,
        };
    }
}
