using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Wire.Netlink;

/// <summary>The requests that change links, addresses and routes.</summary>
public static class Requests
{
    private const uint FibMatch = 0x2000;
    private const byte OnLink = RouteNetlink.HopOnLink;
    private const ushort LinkExtended = 29;
    private const uint SkipCounters = 8;
    private const ushort MetricMtu = 2;
    private const NetlinkFlags Change = NetlinkFlags.Request | NetlinkFlags.Acknowledge;
    private const NetlinkFlags List = NetlinkFlags.Request | NetlinkFlags.Dump;
    private const NetlinkFlags New = Change | NetlinkFlags.Create | NetlinkFlags.Exclusive;

    /// <summary>Counters are half of the kernel's work for it.</summary>
    public static NetlinkMessage ListLinks(bool counters)
    {
        var message = new NetlinkMessage(RouteNetlink.GetLink, List, new byte[16]);
        return counters ? message : message.Add(LinkExtended, SkipCounters);
    }

    /// <summary>One link, without its counters; the kernel answers with it, and then with an acknowledgement.</summary>
    public static NetlinkMessage AskLink(int index) =>
        new NetlinkMessage(RouteNetlink.GetLink, Change, LinkHeader(index, 0, 0)).Add(LinkExtended, SkipCounters);

    /// <summary>Of one link, or with 0 of all; a socket without NETLINK_GET_STRICT_CHK gets all.</summary>
    public static NetlinkMessage ListAddresses(int link = 0)
    {
        var header = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), link);
        return new(RouteNetlink.GetAddress, List, header);
    }

    /// <summary>Those of one origin (rtm_protocol); a socket without NETLINK_GET_STRICT_CHK gets all.</summary>
    public static NetlinkMessage ListRoutes(byte protocol) => new(RouteNetlink.GetRoute, List, [0, 0, 0, 0, 0, protocol, 0, 0, 0, 0, 0, 0]);

    /// <summary>A virtual link, down. The kernel takes no alias here: <see cref="SetAlias"/>.</summary>
    public static NetlinkMessage CreateLink(string name, ILinkInfo info)
    {
        var message = new NetlinkMessage(RouteNetlink.NewLink, New, LinkHeader(0, 0, info.ClearedFlags)).Add(RouteNetlink.LinkName, name);
        if (info.Lower != 0)
            message.Add(RouteNetlink.LinkLower, (uint)info.Lower);
        return message.Nest(RouteNetlink.LinkInfo, nested => Info(nested, info, info.HasData));
    }

    /// <summary>Changes what the kernel can change of a link that is there.</summary>
    public static NetlinkMessage ChangeLink(int index, ILinkInfo info) =>
        new NetlinkMessage(RouteNetlink.NewLink, Change, LinkHeader(index, 0, 0))
            .Nest(RouteNetlink.LinkInfo, nested => Info(nested, info, data: true));

    public static NetlinkMessage DeleteLink(int index) => new(RouteNetlink.DelLink, Change, LinkHeader(index, 0, 0));

    /// <summary>Empty: no alias.</summary>
    public static NetlinkMessage SetAlias(int index, string alias) =>
        Alias(new NetlinkMessage(RouteNetlink.NewLink, Change, LinkHeader(index, 0, 0)), alias);

    public static NetlinkMessage SetUp(int index, bool up) =>
        new(RouteNetlink.NewLink, Change, LinkHeader(index, up ? RouteNetlink.FlagUp : 0, RouteNetlink.FlagUp));

    /// <summary>And the alias in one; null: as it is.</summary>
    public static NetlinkMessage SetMtu(int index, int mtu, string? alias = null)
    {
        var message = new NetlinkMessage(RouteNetlink.NewLink, Change, LinkHeader(index, 0, 0)).Add(RouteNetlink.LinkMtu, (uint)mtu);
        return alias is null ? message : Alias(message, alias);
    }

    /// <summary>And the alias in one; null: as it is. The hardware address is six bytes.</summary>
    public static NetlinkMessage SetMac(int index, ReadOnlySpan<byte> address, string? alias = null)
    {
        var message = new NetlinkMessage(RouteNetlink.NewLink, Change, LinkHeader(index, 0, 0)).Add(RouteNetlink.LinkAddress, address);
        return alias is null ? message : Alias(message, alias);
    }

    /// <summary>0: leaves its master.</summary>
    public static NetlinkMessage SetMaster(int index, int master) =>
        new NetlinkMessage(RouteNetlink.NewLink, Change, LinkHeader(index, 0, 0)).Add(RouteNetlink.LinkMaster, (uint)master);

    /// <summary>With IFA_PROTO, and for IPv4 the broadcast address of the prefix. Of a pair the prefix length is the peer's.</summary>
    public static NetlinkMessage AddAddress(int link, IPAddress address, int prefixLength, byte protocol, IPAddress? peer = null) =>
        AddAddress(link, address, prefixLength, protocol, peer, New);

    private static NetlinkMessage AddAddress(
        int link, IPAddress address, int prefixLength, byte protocol, IPAddress? peer, NetlinkFlags flags)
    {
        var message = new NetlinkMessage(RouteNetlink.NewAddress, flags, AddressHeader(link, address, prefixLength))
            .Add(RouteNetlink.AddressLocal, address)
            .Add(RouteNetlink.AddressAddress, peer ?? address);
        if (protocol != 0)
            message.Add(RouteNetlink.AddressProtocol, protocol);
        return address.AddressFamily == AddressFamily.InterNetwork && prefixLength < 31 && peer is null
            ? message.Add(RouteNetlink.AddressBroadcast, Broadcast(address, prefixLength))
            : message;
    }

    /// <summary>
    /// The address as it is said here, whether it is there already or not. <paramref name="lifetime"/> in seconds; null: for ever. With a
    /// lifetime
    /// it is known as a client's.
    /// </summary>
    public static NetlinkMessage PutAddress(int link, IPAddress address, int prefixLength, byte protocol, uint? lifetime)
    {
        var message = AddAddress(link, address, prefixLength, protocol, null, Change | NetlinkFlags.Create | NetlinkFlags.Replace);
        return lifetime is { } seconds ? message.Add(RouteNetlink.AddressLifetimes, Lifetimes(seconds)) : message;
    }

    /// <summary>Without IFA_ADDRESS the kernel would not look at the prefix length, and take the first that begins alike.</summary>
    public static NetlinkMessage RemoveAddress(int link, IPAddress address, int prefixLength, IPAddress? peer = null) =>
        new NetlinkMessage(RouteNetlink.DelAddress, Change, AddressHeader(link, address, prefixLength))
            .Add(RouteNetlink.AddressLocal, address)
            .Add(RouteNetlink.AddressAddress, peer ?? address);

    /// <summary>Beside a route to the same destination by another way, which a plan takes away afterwards; never twice.</summary>
    public static NetlinkMessage AddRoute(RouteRequest route) =>
        Route(RouteNetlink.NewRoute, Change | NetlinkFlags.Create | NetlinkFlags.Append, route, route.OnLink ? OnLink : (byte)0);

    /// <summary>Takes the place of a route to the same destination with the same priority; there is no moment without one.</summary>
    public static NetlinkMessage ReplaceRoute(RouteRequest route) =>
        Route(RouteNetlink.NewRoute, Change | NetlinkFlags.Create | NetlinkFlags.Replace, route, route.OnLink ? OnLink : (byte)0);

    /// <summary>Of IPv4, in front of all others to the same destination with the same priority, none of which is touched.</summary>
    public static NetlinkMessage PrependRoute(RouteRequest route) =>
        Route(RouteNetlink.NewRoute, Change | NetlinkFlags.Create, route, route.OnLink ? OnLink : (byte)0);

    public static NetlinkMessage RemoveRoute(RouteRequest route) => Route(RouteNetlink.DelRoute, Change, route);

    /// <summary>
    /// Whatever the gateway is: without one, the kernel looks for a route on the link itself unless told to take any scope.
    /// </summary>
    public static NetlinkMessage RemoveRouteByAnyGateway(RouteRequest route) =>
        Route(RouteNetlink.DelRoute, Change, route with { Gateway = null }, scope: RouteNetlink.ScopeNowhere);

    /// <summary>
    /// Takes the place of a route to the same destination with the same priority. The gateway is taken as reachable on the
    /// link; <paramref name="mtu"/> 0: the link's.
    /// </summary>
    public static NetlinkMessage ReplaceRouteOnLink(RouteRequest route, ushort mtu)
    {
        var message = Route(RouteNetlink.NewRoute, Change | NetlinkFlags.Create | NetlinkFlags.Replace, route, OnLink);
        return mtu == 0 ? message : message.Nest(RouteNetlink.RouteMetrics, metrics => metrics.Add(MetricMtu, (uint)mtu));
    }

    /// <summary>
    /// The best route to an address, with the prefix that matched; the answer is one <see cref="RouteMessage"/>. <paramref name="vrf"/> is
    /// the index of the VRF whose table is asked; 0: the rules'.
    /// </summary>
    public static NetlinkMessage FindRoute(IPAddress destination, int vrf = 0)
    {
        var header = new byte[12];
        header[0] = Family(destination);
        header[1] = (byte)(destination.GetAddressBytes().Length * 8);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), FibMatch);
        var message = new NetlinkMessage(RouteNetlink.GetRoute, NetlinkFlags.Request | NetlinkFlags.Acknowledge, header)
            .Add(RouteNetlink.RouteDestination, destination);
        return vrf == 0 ? message : message.Add(RouteNetlink.RouteOutputLink, (uint)vrf);
    }

    private static NetlinkMessage Route(ushort type, NetlinkFlags flags, RouteRequest route, byte nextHopFlags = 0, byte? scope = null)
    {
        scope ??= route is { Gateway: null, Hops.Count: 0, Type: RouteNetlink.TypeUnicast }
            ? RouteNetlink.ScopeLink
            : RouteNetlink.ScopeUniverse;
        var table = route.Table <= byte.MaxValue ? (byte)route.Table : RouteNetlink.OtherTable;
        var message = new NetlinkMessage(type, flags,
            [
                Family(route.Destination), (byte)route.PrefixLength, 0, 0, table, route.Protocol, scope.Value, route.Type, nextHopFlags, 0,
                0, 0
            ]);
        if (table == RouteNetlink.OtherTable)
            message.Add(RouteNetlink.RouteTable, route.Table);
        if (route.PrefixLength > 0)
            message.Add(RouteNetlink.RouteDestination, route.Destination);
        if (route.Hops.Count > 0)
            message.Add(RouteNetlink.RouteMultipath, RouteHop.Encode(route.Hops));
        if (route.Gateway is not null)
            message.Add(RouteNetlink.RouteGateway, route.Gateway);
        if (route.Link != 0)
            message.Add(RouteNetlink.RouteOutputLink, (uint)route.Link);
        return route.Priority is { } priority ? message.Add(RouteNetlink.RoutePriority, priority) : message;
    }

    private static NetlinkMessage Alias(NetlinkMessage message, string alias) =>
        alias.Length == 0 ? message.Add(RouteNetlink.LinkAlias, []) : message.Add(RouteNetlink.LinkAlias, alias);

    private static void Info(NetlinkMessage nested, ILinkInfo info, bool data)
    {
        nested.Add(RouteNetlink.InfoKind, info.Kind);
        if (data)
            nested.Nest(RouteNetlink.InfoData, info.Write);
    }

    private static byte[] LinkHeader(int index, uint flags, uint mask)
    {
        var header = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), index);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), flags);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), mask);
        return header;
    }

    private static byte[] AddressHeader(int link, IPAddress address, int prefixLength)
    {
        byte scope = IPAddress.IsLoopback(address) ? RouteNetlink.ScopeHost
            : address.IsIPv6LinkLocal ? RouteNetlink.ScopeLink
            : RouteNetlink.ScopeUniverse;
        var header = new byte[] { Family(address), (byte)prefixLength, 0, scope, 0, 0, 0, 0 };
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), link);
        return header;
    }

    /// <summary>struct ifa_cacheinfo: preferred and valid, and two times that only the kernel writes.</summary>
    private static byte[] Lifetimes(uint seconds)
    {
        var lifetimes = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(lifetimes, seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(lifetimes.AsSpan(4), seconds);
        return lifetimes;
    }

    private static byte Family(IPAddress address) => (byte)(address.AddressFamily == AddressFamily.InterNetworkV6 ? 10 : 2);

    private static IPAddress Broadcast(IPAddress address, int prefixLength)
    {
        var bits = BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes())
            | (prefixLength == 0 ? uint.MaxValue : (1u << (32 - prefixLength)) - 1);
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, bits);
        return new IPAddress(bytes);
    }
}

/// <summary>A route; link 0: the kernel finds it by the gateway. <paramref name="Type"/> is RTN_*.</summary>
public sealed record RouteRequest(
    IPAddress Destination, int PrefixLength, IPAddress? Gateway, int Link,
    byte Type, uint? Priority, byte Protocol, uint Table = RouteNetlink.MainTable)
{
    /// <summary>The gateway is taken as reachable on the link (RTNH_F_ONLINK).</summary>
    public bool OnLink { get; init; }

    /// <summary>Several ways beside each other; then there is neither gateway nor link. Each flow keeps to one.</summary>
    public IReadOnlyList<RouteHop> Hops { get; init; } = [];
}
