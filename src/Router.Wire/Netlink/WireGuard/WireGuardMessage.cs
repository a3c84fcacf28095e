using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Wire.Netlink.WireGuard;

/// <summary>A peer as linux/wireguard.h has it. <see cref="Remove"/>: it goes. Keys are 32 bytes.</summary>
public sealed record WireGuardPeerInfo(
    byte[] PublicKey, byte[]? PresharedKey, IPEndPoint? Endpoint, ushort Keepalive, IReadOnlyList<IPNetwork> Allowed)
{
    public bool Remove { get; init; }

    /// <summary>Null: there was none yet.</summary>
    public DateTimeOffset? LastHandshake { get; init; }

    public ulong ReceivedBytes { get; init; }

    public ulong SentBytes { get; init; }
}

/// <summary>
/// WG_CMD_SET_DEVICE and the answers to WG_CMD_GET_DEVICE (linux/wireguard.h). The kernel tells a device with many peers in
/// several answers, and a peer with many addresses in several parts.
/// </summary>
public sealed record WireGuardMessage
{
    public const string Family = "wireguard";
    private const int KeyLength = 32;
    private const ushort Nested = 0x8000;
    private const byte GetDevice = 0, SetDevice = 1;
    private const ushort DeviceIndex = 1, DevicePrivateKey = 3, DevicePort = 6, DevicePeers = 8;
    private const ushort PeerPublicKey = 1, PeerPresharedKey = 2, PeerFlags = 3, PeerEndpoint = 4, PeerKeepalive = 5, PeerAllowed = 9;
    private const ushort PeerHandshake = 6, PeerReceived = 7, PeerSent = 8;
    private const ushort AddressFamilyOf = 1, AddressBytes = 2, AddressLength = 3;
    private const uint RemovePeer = 1, ReplaceAllowed = 2;
    private const ushort IPv4 = 2, IPv6 = 10;

    /// <summary>Null: it has none.</summary>
    public byte[]? PrivateKey { get; private set; }

    public ushort Port { get; private set; }

    public List<WireGuardPeerInfo> Peers { get; } = [];

    public static NetlinkMessage Get(ushort family, int link) =>
        GenericNetlink.Request(family, GetDevice, NetlinkFlags.Dump).Add(DeviceIndex, (uint)link);

    /// <summary>Peers that are not named stay as they are.</summary>
    public static NetlinkMessage Set(ushort family, int link, byte[]? privateKey, ushort? port, IEnumerable<WireGuardPeerInfo> peers)
    {
        var message = GenericNetlink.Request(family, SetDevice, NetlinkFlags.Acknowledge).Add(DeviceIndex, (uint)link);
        if (privateKey is not null)
            message.Add(DevicePrivateKey, privateKey);
        if (port is { } number)
            message.AddUInt16(DevicePort, number);
        return message.Nest(DevicePeers | Nested, list =>
        {
            foreach (var peer in peers)
                list.Nest(Nested, inside => Write(inside, peer));
        });
    }

    /// <summary>Takes one answer in; the same peer again is more of its addresses.</summary>
    public void Take(ReadOnlySpan<byte> payload)
    {
        var attributes = GenericNetlink.Attributes(payload);
        while (attributes.Next())
        {
            if (attributes.Type == DevicePrivateKey && attributes.Value.Length == KeyLength)
                PrivateKey = attributes.Value.ToArray();
            else if (attributes.Type == DevicePort && attributes.Value.Length >= 2)
                Port = BinaryPrimitives.ReadUInt16LittleEndian(attributes.Value);
            else if (attributes.Type == DevicePeers)
                TakePeers(attributes.Value);
        }
    }

    private void TakePeers(ReadOnlySpan<byte> nested)
    {
        var peers = new AttributeReader(nested);
        while (peers.Next())
        {
            var peer = Read(peers.Value);
            if (Peers.Count > 0 && Peers[^1].PublicKey.AsSpan().SequenceEqual(peer.PublicKey))
                Peers[^1] = Peers[^1] with { Allowed = [.. Peers[^1].Allowed, .. peer.Allowed] };
            else
                Peers.Add(peer);
        }
    }

    private static void Write(NetlinkMessage message, WireGuardPeerInfo peer)
    {
        message.Add(PeerPublicKey, peer.PublicKey).Add(PeerFlags, peer.Remove ? RemovePeer : ReplaceAllowed);
        if (peer.Remove)
            return;
        message.Add(PeerPresharedKey, peer.PresharedKey ?? new byte[KeyLength]).AddUInt16(PeerKeepalive, peer.Keepalive);
        if (peer.Endpoint is not null)
            message.Add(PeerEndpoint, SocketAddress(peer.Endpoint));
        message.Nest(PeerAllowed | Nested, list =>
        {
            foreach (var network in peer.Allowed)
            {
                list.Nest(Nested, entry => entry
                    .AddUInt16(AddressFamilyOf, network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? IPv6 : IPv4)
                    .Add(AddressBytes, network.BaseAddress)
                    .Add(AddressLength, (byte)network.PrefixLength));
            }
        });
    }

    private static WireGuardPeerInfo Read(ReadOnlySpan<byte> nested)
    {
        var peer = new WireGuardPeerInfo([], null, null, 0, []);
        var attributes = new AttributeReader(nested);
        while (attributes.Next())
        {
            var value = attributes.Value;
            peer = attributes.Type switch
            {
                PeerPublicKey => peer with { PublicKey = value.ToArray() },
                PeerPresharedKey when value.ContainsAnyExcept((byte)0) => peer with { PresharedKey = value.ToArray() },
                PeerEndpoint => peer with { Endpoint = EndPoint(value) },
                PeerKeepalive when value.Length >= 2 => peer with { Keepalive = BinaryPrimitives.ReadUInt16LittleEndian(value) },
                PeerHandshake when value.Length >= 16 => peer with { LastHandshake = Time(value) },
                PeerReceived when value.Length >= 8 => peer with { ReceivedBytes = BinaryPrimitives.ReadUInt64LittleEndian(value) },
                PeerSent when value.Length >= 8 => peer with { SentBytes = BinaryPrimitives.ReadUInt64LittleEndian(value) },
                PeerAllowed => peer with { Allowed = Networks(value) },
                _ => peer,
            };
        }
        return peer;
    }

    /// <summary>struct __kernel_timespec: seconds and nanoseconds, 64 bits each; zero is never.</summary>
    private static DateTimeOffset? Time(ReadOnlySpan<byte> value)
    {
        const long last = 253_402_300_799;
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(value);
        return seconds is > 0 and <= last ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private static List<IPNetwork> Networks(ReadOnlySpan<byte> nested)
    {
        var networks = new List<IPNetwork>();
        var entries = new AttributeReader(nested);
        while (entries.Next())
        {
            IPAddress? address = null;
            var length = -1;
            var attributes = new AttributeReader(entries.Value);
            while (attributes.Next())
            {
                if (attributes.Type == AddressBytes)
                    address = attributes.Address;
                else if (attributes.Type == AddressLength)
                    length = attributes.Byte;
            }
            if (address is not null && length >= 0 && length <= address.GetAddressBytes().Length * 8
                && IPNetwork.TryParse($"{address}/{length}", out var network))
                networks.Add(network);
        }
        return networks;
    }

    /// <summary>struct sockaddr_in and sockaddr_in6.</summary>
    private static byte[] SocketAddress(IPEndPoint endpoint)
    {
        var ipv6 = endpoint.AddressFamily == AddressFamily.InterNetworkV6;
        var bytes = new byte[ipv6 ? 28 : 16];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, ipv6 ? IPv6 : IPv4);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)endpoint.Port);
        endpoint.Address.GetAddressBytes().CopyTo(bytes, ipv6 ? 8 : 4);
        return bytes;
    }

    private static IPEndPoint? EndPoint(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        >= 28 when BinaryPrimitives.ReadUInt16LittleEndian(bytes) == IPv6 =>
            new(new IPAddress(bytes[8..24]), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
        >= 16 when BinaryPrimitives.ReadUInt16LittleEndian(bytes) == IPv4 =>
            new(new IPAddress(bytes[4..8]), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
        _ => null,
    };
}
