using System.Net;
using Router.Core.Edges;
using Router.Core.State.Links;
using Router.Documents;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;
using Router.Wire.Netlink.WireGuard;

namespace Router.Linux.Edges.Netlink.Kinds;

/// <summary>What became of a peer; <paramref name="LastHandshake"/>: null: there was none yet.</summary>
public sealed record WireGuardPeerState(
    string PublicKey, IPEndPoint? Endpoint, DateTimeOffset? LastHandshake, ulong ReceivedBytes, ulong SentBytes);

/// <summary>Keys and peers of WireGuard links, by generic netlink.</summary>
public static class WireGuardDevice
{
    /// <summary>So many fit into one message, with several addresses each.</summary>
    private const int PeersAMessage = 64;

    public static WireGuardLink Read(int link)
    {
        var device = Ask(link);
        return new WireGuardLink(Text(device.PrivateKey), device.Port, device.Peers.Select(Value).ToValueList());
    }

    /// <exception cref="ApplyException">The kernel cannot be asked.</exception>
    public static IReadOnlyList<WireGuardPeerState> Peers(int link) =>
    [
        .. Ask(link).Peers.Select(peer => new WireGuardPeerState(
            Text(peer.PublicKey), peer.Endpoint, peer.LastHandshake, peer.ReceivedBytes, peer.SentBytes)),
    ];

    /// <summary>Peers that are as they were are not touched: their sessions go on.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Set(int link, WireGuardLink wanted, WireGuardLink? before, string operation)
    {
        using var socket = NetlinkSocket.Generic();
        var family = Family(socket);
        var old = before?.Peers ?? [];
        var gone = old.Where(peer => wanted.Peers.All(p => p.PublicKey != peer.PublicKey))
            .Select(peer => Info(peer) with { Remove = true });
        var changed = gone.Concat(wanted.Peers.Except(old).Select(Info)).ToList();
        var key = wanted.PrivateKey == before?.PrivateKey ? null : Convert.FromBase64String(wanted.PrivateKey);
        ushort? port = wanted.Port == (before?.Port ?? 0) ? null : (ushort)wanted.Port;
        if (key is not null || port is not null)
            socket.Execute(WireGuardMessage.Set(family, link, key, port, []), operation);
        foreach (var some in changed.Chunk(PeersAMessage))
            socket.Execute(WireGuardMessage.Set(family, link, null, null, some), operation);
    }

    private static WireGuardMessage Ask(int link)
    {
        using var socket = NetlinkSocket.Generic();
        var family = Family(socket);
        var device = new WireGuardMessage();
        socket.Dump(
            () => WireGuardMessage.Get(family, link),
            "read WireGuard",
            () => device = new WireGuardMessage(),
            (_, payload) => device.Take(payload));
        return device;
    }

    private static ushort Family(NetlinkSocket socket) => socket.Family(WireGuardMessage.Family, "find WireGuard");

    private static WireGuardPeer Value(WireGuardPeerInfo peer) => new(
        Text(peer.PublicKey), peer.PresharedKey is null ? null : Text(peer.PresharedKey), peer.Endpoint, peer.Keepalive,
        peer.Allowed.OrderBy(n => $"{n}", StringComparer.Ordinal).ToValueList());

    private static WireGuardPeerInfo Info(WireGuardPeer peer) => new(
        Convert.FromBase64String(peer.PublicKey),
        peer.PresharedKey is null ? null : Convert.FromBase64String(peer.PresharedKey), peer.Endpoint,
        (ushort)peer.Keepalive, [.. peer.Allowed]);

    private static string Text(byte[]? key) => Convert.ToBase64String(key ?? new byte[32]);
}
