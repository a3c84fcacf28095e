using System.Net;

namespace Router.Wire.Netlink;

/// <summary>RTM_NEWROUTE as the kernel reports it. 0: the kernel did not say (link, priority).</summary>
public sealed record RouteMessage
{
    private const int HeaderLength = 12;

    public byte Family { get; private init; }

    public int PrefixLength { get; private init; }

    public byte Protocol { get; private init; }

    public byte Type { get; private init; }

    public uint Table { get; private set; }

    /// <summary>RTNH_F_ONLINK.</summary>
    public bool OnLink { get; private init; }

    /// <summary>Null: the default route.</summary>
    public IPAddress? Destination { get; private set; }

    public IPAddress? Gateway { get; private set; }

    public int Link { get; private set; }

    public uint Priority { get; private set; }

    /// <summary>Of a route with several ways; then gateway and link are theirs.</summary>
    public IReadOnlyList<RouteHop> Hops { get; private set; } = [];

    /// <summary>A network of the main table whose hosts are on the link itself.</summary>
    public bool SaysOnLink =>
        this is { Type: RouteNetlink.TypeUnicast, Gateway: null, Destination: not null, Link: not 0, Table: RouteNetlink.MainTable };

    public static bool TryDecode(ReadOnlySpan<byte> payload, out RouteMessage route)
    {
        route = new RouteMessage();
        if (payload.Length < HeaderLength)
            return false;
        route = new RouteMessage
        {
            Family = payload[0],
            PrefixLength = payload[1],
            Table = payload[4],
            Protocol = payload[5],
            Type = payload[7],
            OnLink = (payload[8] & RouteNetlink.HopOnLink) != 0,
        };
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
            route.Take(attributes);
        return true;
    }

    private void Take(AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case RouteNetlink.RouteDestination when attribute.Value.Length is 4 or 16: Destination = new IPAddress(attribute.Value); break;
            case RouteNetlink.RouteGateway when attribute.Value.Length is 4 or 16: Gateway = new IPAddress(attribute.Value); break;
            // struct rtvia: family, then the address of that family.
            case RouteNetlink.RouteVia when attribute.Value.Length is 6 or 18: Gateway = new IPAddress(attribute.Value[2..]); break;
            case RouteNetlink.RouteOutputLink: Link = (int)attribute.UInt32; break;
            case RouteNetlink.RoutePriority: Priority = attribute.UInt32; break;
            case RouteNetlink.RouteMultipath: Hops = RouteHop.Decode(attribute.Value); break;
            case RouteNetlink.RouteTable: Table = attribute.UInt32; break;
        }
    }
}
