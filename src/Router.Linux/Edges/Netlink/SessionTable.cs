using Router.Core.Edges;
using Router.Core.Forecasts;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Netlink;

/// <summary>What connection tracking knows, in the network namespace of the calling thread.</summary>
public static class SessionTable
{
    private const byte Tcp = 6;
    private const byte TcpEstablished = 3;

    /// <summary>IPS_ASSURED: packets went both ways.</summary>
    private const uint Assured = 4;

    /// <exception cref="ApplyException">The kernel does not track connections.</exception>
    public static IReadOnlyList<ConnectionTracking> Read()
    {
        using var socket = NetlinkSocket.Netfilter();
        var found = new List<ConnectionTracking>();
        socket.Dump(ConnectionTracking.List, "list connections", found.Clear, (type, payload) =>
        {
            if (ConnectionTracking.TryDecode(type, payload, out var connection))
                found.Add(connection);
        });
        return found;
    }

    /// <summary>Those that are established.</summary>
    /// <exception cref="ApplyException">As above.</exception>
    public static IReadOnlyList<TrackedSession> ReadEstablished() => [.. Read().Where(IsEstablished).Select(Session)];

    private static bool IsEstablished(ConnectionTracking connection) => connection.Forward.Protocol == Tcp
        ? connection.TcpState == TcpEstablished
        : (connection.Status & Assured) != 0;

    private static TrackedSession Session(ConnectionTracking connection) => new(
        connection.Forward.Protocol, connection.Forward.Source!, connection.Forward.SourcePort,
        connection.Forward.Destination!, connection.Forward.DestinationPort,
        connection.Backward.Source!, connection.Backward.SourcePort, connection.Backward.Destination!);
}
