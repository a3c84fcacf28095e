using System.Net;
using Router.Wire.Netlink;
using Router.Wire.Netlink.L2tp;

namespace Router.Wire.Tests.Netlink;

/// <summary>
/// Bytes written by hand from linux/l2tp.h: a generic netlink header (command, version 1), then attributes in host byte order.
/// </summary>
public sealed class L2tpMessageTests
{
    private const ushort Family = 0x21;

    private static readonly L2tpTunnelInfo OverUdp = new(7, 9, IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.9"), (1701, 1702));

    [Fact]
    public void CreateTunnel_OverUdp_HasItsEndsAndPorts() => Assert.Equal(
        Message(
            "01", "0800090007000000", "08000a0009000000", "0500070003000000", "0600020000000000", "08001800c0000201", "08001900c0000209",
            "06001a00a5060000", "06001b00a6060000"),
        Body(L2tpMessage.CreateTunnel(Family, OverUdp)));

    [Fact]
    public void CreateTunnel_OverIPv6_HasNoPorts() => Assert.Equal(
        Message("01", "0800090007000000", "08000a0007000000", "0500070003000000", "0600020001000000",
            "14001f0020010db8000000000000000000000001", "1400200020010db8000000000000000000000009"),
        Body(L2tpMessage.CreateTunnel(
            Family, new L2tpTunnelInfo(7, 7, IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::9"), null))));

    [Fact]
    public void CreateSession_WithACookie_IsOfEthernetAndNamesItsLink() => Assert.Equal(
        Message("05", "0800090007000000", "08000a0009000000", "08000b0001000000", "08000c0002000000", "0600010005000000",
            "0500050001000000", "08000f00aabbccdd", "0700080074310000"),
        Body(L2tpMessage.CreateSession(Family, new L2tpSessionInfo("t1", 7, 9, 1, 2, [0xaa, 0xbb, 0xcc, 0xdd], []))));

    [Fact]
    public void DeleteTunnel_NamesItsNumber() =>
        Assert.Equal(Message("02", "0800090007000000"), Body(L2tpMessage.DeleteTunnel(Family, 7)));

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        Assert.True(L2tpMessage.TryReadTunnel(Payload(L2tpMessage.CreateTunnel(Family, OverUdp)), out var tunnel));
        Assert.Equal(OverUdp, tunnel);
        var session = new L2tpSessionInfo("t1", 7, 9, 1, 2, [1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.True(L2tpMessage.TryReadSession(Payload(L2tpMessage.CreateSession(Family, session)), out var read));
        Assert.Equal(session with { Cookie = read.Cookie, PeerCookie = read.PeerCookie }, read);
        Assert.Equal(session.Cookie, read.Cookie);
        Assert.Equal(session.PeerCookie, read.PeerCookie);
    }

    [Fact]
    public void Read_EveryTruncation_IsRefusedOrShorter()
    {
        var payload = Payload(L2tpMessage.CreateTunnel(Family, OverUdp));
        // The last two bytes fill up to four.
        for (var length = 0; length < payload.Length - 2; length++)
        {
            if (L2tpMessage.TryReadTunnel(payload.AsSpan(0, length), out var tunnel))
                Assert.NotEqual(OverUdp, tunnel);
            Assert.False(L2tpMessage.TryReadSession(payload.AsSpan(0, length), out _));
        }
    }

    private static string Message(string command, params string[] attributes) => $"{command}010000{string.Concat(attributes)}";

    private static string Body(NetlinkMessage message) => Convert.ToHexStringLower(Payload(message));

    private static byte[] Payload(NetlinkMessage message) => message.Finish(1)[NetlinkMessage.HeaderLength..].ToArray();
}
