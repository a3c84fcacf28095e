using System.Buffers.Binary;
using System.Net;
using Router.Wire.Netlink;
using Router.Wire.Netlink.WireGuard;

namespace Router.Wire.Tests.Netlink;

public sealed class WireGuardMessageTests
{
    private const ushort Family = 30;
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] Other = [.. Enumerable.Range(101, 32).Select(i => (byte)i)];

    private static readonly WireGuardPeerInfo[] Peers =
    [
        new(Key, Other, IPEndPoint.Parse("198.51.100.7:51820"), 25, [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::/32")]),
        new(Other, null, IPEndPoint.Parse("[2001:db8::7]:1"), 0, []),
    ];

    /// <summary>
    /// Command 1, version 1; index 7; key, port; one peer that goes. Nests carry NLA_F_NESTED, without which the kernel refuses.
    /// </summary>
    [Fact]
    public void Set_APeerThatGoes_IsTheseBytes() => Assert.Equal(
        "58000000" + "1e000500" + "01000000" + "00000000" + "01010000" + "08000100" + "07000000" + "06000600" + "6cca0000"
        + "34000880" + "30000080" + "24000100" + Convert.ToHexStringLower(Key) + "08000300" + "01000000",
        Convert.ToHexStringLower(WireGuardMessage.Set(Family, 7, null, 51820, [Peers[0] with { Remove = true }]).Finish(1)));

    [Fact]
    public void Take_WhatWasSet_ComesBack()
    {
        var device = Taken(KernelMessages.Payload(Convert.ToHexString(WireGuardMessage.Set(Family, 7, Key, 51820, Peers).Finish(1))));
        Assert.Equal(Key, device.PrivateKey);
        Assert.Equal(51820, device.Port);
        Assert.Equal(Peers.Select(Text), device.Peers.Select(Text));
    }

    /// <summary>The kernel splits a peer with many addresses: the second part has the key alone.</summary>
    [Fact]
    public void Take_APeerInTwoParts_IsOne()
    {
        var device = new WireGuardMessage();
        device.Take(KernelMessages.Payload(Convert.ToHexString(WireGuardMessage.Set(Family, 7, null, null, Peers[..1]).Finish(1))));
        device.Take(KernelMessages.Payload(Convert.ToHexString(WireGuardMessage.Set(Family, 7, null, null, Peers[..1]).Finish(1))));
        Assert.Equal(4, Assert.Single(device.Peers).Allowed.Count);
    }

    /// <summary>What the kernel adds of a peer that it talked with: a time of two 64-bit numbers, and bytes each way.</summary>
    [Theory]
    [InlineData(1_790_000_000L, 1_790_000_000L)]
    [InlineData(0L, null)]
    public void Take_APeerThatWasTalkedWith_HasItsHandshakeAndBytes(long seconds, long? expected)
    {
        const ushort peers = 8 | 0x8000, key = 1, handshake = 6, received = 7, sent = 8;
        var time = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(time, seconds);
        var message = GenericNetlink.Request(Family, 0, NetlinkFlags.Request).Nest(peers, list => list.Nest(0x8000, peer => peer
            .Add(key, Key).Add(handshake, time).Add(received, Bytes(1500)).Add(sent, Bytes(92))));
        var found = Assert.Single(Taken(KernelMessages.Payload(Convert.ToHexString(message.Finish(1)))).Peers);
        Assert.Equal((expected, 1500UL, 92UL), (found.LastHandshake?.ToUnixTimeSeconds(), found.ReceivedBytes, found.SentBytes));
    }

    private static byte[] Bytes(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }

    [Fact]
    public void Take_AnyTruncationOrMutation_NeverThrows()
    {
        var payload = KernelMessages.Payload(Convert.ToHexString(WireGuardMessage.Set(Family, 7, Key, 51820, Peers).Finish(1)));
        for (var length = 0; length < payload.Length; length++)
            Taken(payload.AsSpan(0, length));
        var random = new Random(51820);
        for (var round = 0; round < 5000; round++)
        {
            var bytes = payload.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Taken(bytes);
        }
    }

    private static WireGuardMessage Taken(ReadOnlySpan<byte> payload)
    {
        var device = new WireGuardMessage();
        device.Take(payload);
        return device;
    }

    private static string Text(WireGuardPeerInfo peer) =>
        $"{Convert.ToHexString(peer.PublicKey)} {Convert.ToHexString(peer.PresharedKey ?? [])} {peer.Endpoint} {peer.Keepalive} {string.Join(' ', peer.Allowed)}";
}
