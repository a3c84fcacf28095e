using System.Diagnostics;
using Router.Core.Edges;
using Router.Core.State.Links;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;
using Router.Wire.Netlink.L2tp;

namespace Router.Linux.Edges.Netlink.Kinds;

/// <summary>Links of L2TPv3, which the kernel makes with a session and takes away with its tunnel, by generic netlink.</summary>
internal static class L2tpDevice
{
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(5), GoneEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>Null: no session has a link of that name.</summary>
    /// <exception cref="ApplyException">The kernel cannot be asked.</exception>
    public static L2tpLink? Read(string name)
    {
        using var socket = NetlinkSocket.Generic();
        var family = Family(socket);
        L2tpSessionInfo? session = null;
        socket.Dump(() => L2tpMessage.ListSessions(family), "list L2TP sessions", () => session = null, (_, payload) =>
        {
            if (L2tpMessage.TryReadSession(payload, out var found) && found.Link == name)
                session = found;
        });
        return session is null || Tunnel(socket, family, session.Tunnel) is not { } tunnel ? null : new L2tpLink(
            tunnel.Local, tunnel.Remote,
            new L2tpNumbers(tunnel.Id, session.Id, Convert.ToHexStringLower(session.Cookie)),
            new L2tpNumbers(tunnel.PeerId, session.PeerId, Convert.ToHexStringLower(session.PeerCookie)))
        {
            Ports = tunnel.Ports is var (here, there) ? new L2tpPorts(here, there) : null,
        };
    }

    /// <summary>A tunnel without its link would be in the way of the next one: then rather none.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Create(string name, L2tpLink link, string operation)
    {
        if (link is not { Local: { } local, Remote: { } remote })
            throw new ApplyException(operation, 0, "both ends of an L2TP tunnel have to be known");
        using var socket = NetlinkSocket.Generic();
        var family = Family(socket);
        socket.Execute(
            L2tpMessage.CreateTunnel(family, new L2tpTunnelInfo(
                link.Here.Tunnel, link.There.Tunnel, local, remote, link.Ports is { } ports ? (ports.Here, ports.There) : null)),
            operation);
        try
        {
            socket.Execute(
                L2tpMessage.CreateSession(family, new L2tpSessionInfo(
                    name, link.Here.Tunnel, link.There.Tunnel, link.Here.Session, link.There.Session,
                    Convert.FromHexString(link.Here.Cookie), Convert.FromHexString(link.There.Cookie))),
                operation);
        }
        catch (ApplyException)
        {
            socket.Execute(L2tpMessage.DeleteTunnel(family, link.Here.Tunnel), operation);
            throw;
        }
    }

    /// <summary>The kernel answers at once and takes it away later: until then its number is in the way of the next one.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Delete(L2tpLink link, string operation)
    {
        using var socket = NetlinkSocket.Generic();
        var family = Family(socket);
        socket.Execute(L2tpMessage.DeleteTunnel(family, link.Here.Tunnel), operation);
        for (var clock = Stopwatch.StartNew(); Tunnel(socket, family, link.Here.Tunnel) is not null && clock.Elapsed < GoneWithin;)
            Thread.Sleep(GoneEvery);
    }

    /// <summary>Null: there is none of that number.</summary>
    private static L2tpTunnelInfo? Tunnel(NetlinkSocket socket, ushort family, uint id)
    {
        L2tpTunnelInfo? tunnel = null;
        socket.Dump(() => L2tpMessage.ListTunnels(family), "list L2TP tunnels", () => tunnel = null, (_, payload) =>
        {
            if (L2tpMessage.TryReadTunnel(payload, out var found) && found.Id == id)
                tunnel = found;
        });
        return tunnel;
    }

    private static ushort Family(NetlinkSocket socket) => socket.Family(L2tpMessage.Family, "find L2TP");
}
