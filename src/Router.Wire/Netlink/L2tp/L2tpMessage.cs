using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Wire.Netlink.L2tp;

/// <summary>
/// Requests of linux/l2tp.h for tunnels without a control connection, and the answers to its GET commands. Numbers are in host byte order,
/// ports too.
/// </summary>
public static class L2tpMessage
{
    public const string Family = "l2tp";

    private const byte TunnelCreate = 1, TunnelDelete = 2, TunnelGet = 4, SessionCreate = 5, SessionGet = 8;
    private const byte Version3 = 3, DefaultSublayer = 1;
    private const ushort Ethernet = 5, OverUdp = 0, OverIP = 1;
    private const ushort PseudowireType = 1, Encapsulation = 2, SublayerType = 5, ProtocolVersion = 7, InterfaceName = 8, Connection = 9;
    private const ushort PeerConnection = 10, Session = 11, PeerSession = 12, Cookie = 15, PeerCookie = 16, Source4 = 24;
    private const ushort Destination4 = 25, SourcePort = 26, DestinationPort = 27, Source6 = 31, Destination6 = 32;

    public static NetlinkMessage CreateTunnel(ushort family, L2tpTunnelInfo tunnel)
    {
        var ipv6 = tunnel.Local.AddressFamily == AddressFamily.InterNetworkV6;
        var message = Request(family, TunnelCreate)
            .Add(Connection, tunnel.Id)
            .Add(PeerConnection, tunnel.PeerId)
            .Add(ProtocolVersion, Version3)
            .AddUInt16(Encapsulation, tunnel.Ports is null ? OverIP : OverUdp)
            .Add(ipv6 ? Source6 : Source4, tunnel.Local)
            .Add(ipv6 ? Destination6 : Destination4, tunnel.Remote);
        return tunnel.Ports is var (here, there) ? message.AddUInt16(SourcePort, here).AddUInt16(DestinationPort, there) : message;
    }

    /// <summary>Its sessions and their links go as well.</summary>
    public static NetlinkMessage DeleteTunnel(ushort family, uint id) => Request(family, TunnelDelete).Add(Connection, id);

    /// <summary>Makes the link too.</summary>
    public static NetlinkMessage CreateSession(ushort family, L2tpSessionInfo session)
    {
        var message = Request(family, SessionCreate)
            .Add(Connection, session.Tunnel)
            .Add(PeerConnection, session.PeerTunnel)
            .Add(Session, session.Id)
            .Add(PeerSession, session.PeerId)
            .AddUInt16(PseudowireType, Ethernet)
            .Add(SublayerType, DefaultSublayer);
        if (session.Cookie.Length > 0)
            message.Add(Cookie, session.Cookie);
        if (session.PeerCookie.Length > 0)
            message.Add(PeerCookie, session.PeerCookie);
        return message.Add(InterfaceName, session.Link);
    }

    public static NetlinkMessage ListTunnels(ushort family) => GenericNetlink.Request(family, TunnelGet, NetlinkFlags.Dump);

    public static NetlinkMessage ListSessions(ushort family) => GenericNetlink.Request(family, SessionGet, NetlinkFlags.Dump);

    /// <summary>False: no tunnel of which both ends are told.</summary>
    public static bool TryReadTunnel(ReadOnlySpan<byte> payload, out L2tpTunnelInfo tunnel)
    {
        var (id, peer) = (0u, 0u);
        var (here, there) = ((ushort)0, (ushort)0);
        IPAddress? local = null, remote = null;
        var udp = false;
        var attributes = GenericNetlink.Attributes(payload);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case Connection: id = attributes.UInt32; break;
                case PeerConnection: peer = attributes.UInt32; break;
                case Encapsulation: udp = UInt16(attributes.Value) == OverUdp; break;
                case Source4 or Source6: local = attributes.Address; break;
                case Destination4 or Destination6: remote = attributes.Address; break;
                case SourcePort: here = UInt16(attributes.Value); break;
                case DestinationPort: there = UInt16(attributes.Value); break;
            }
        }
        tunnel = new L2tpTunnelInfo(id, peer, local ?? IPAddress.None, remote ?? IPAddress.None, udp ? (here, there) : null);
        return id != 0 && local is not null && remote is not null;
    }

    /// <summary>False: no session with a link.</summary>
    public static bool TryReadSession(ReadOnlySpan<byte> payload, out L2tpSessionInfo session)
    {
        session = new L2tpSessionInfo("", 0, 0, 0, 0, [], []);
        var attributes = GenericNetlink.Attributes(payload);
        while (attributes.Next())
        {
            session = attributes.Type switch
            {
                InterfaceName => session with { Link = attributes.Text },
                Connection => session with { Tunnel = attributes.UInt32 },
                PeerConnection => session with { PeerTunnel = attributes.UInt32 },
                Session => session with { Id = attributes.UInt32 },
                PeerSession => session with { PeerId = attributes.UInt32 },
                Cookie => session with { Cookie = attributes.Value.ToArray() },
                PeerCookie => session with { PeerCookie = attributes.Value.ToArray() },
                _ => session,
            };
        }
        return session.Link.Length > 0 && session.Id != 0;
    }

    private static NetlinkMessage Request(ushort family, byte command) =>
        GenericNetlink.Request(family, command, NetlinkFlags.Acknowledge);

    private static ushort UInt16(ReadOnlySpan<byte> value) =>
        value.Length >= 2 ? BinaryPrimitives.ReadUInt16LittleEndian(value) : (ushort)0;
}
