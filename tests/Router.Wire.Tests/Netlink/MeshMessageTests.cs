using System.Net;
using Router.Wire.Netlink;

namespace Router.Wire.Tests.Netlink;

/// <summary>Neighbours, shortcut routes and the packet log, byte by byte (sequence number 7).</summary>
public sealed class MeshMessageTests
{
    private static readonly IPAddress Overlay = IPAddress.Parse("10.255.0.2");
    private static readonly IPAddress Nbma = IPAddress.Parse("192.0.2.2");

    public static TheoryData<string, string> Golden() => new()
    {
        { "set", "340000001c0005050700000000000000020000000500000002000000080001000aff000208000200c0000202050" + "00c0054000000" },
        { "remove", "240000001d000500070000000000000002000000050000000000000008000100" + "0aff0002" },
        {
            "shortcut",
            "3c0000001800050507000000000000000218000" + "0fe550001040000000"
                + "80001000a80020008000500" + "0aff0002080004000500000008000600" + "0a000000"
        },
        {
            "no shortcut",
            "340000001900050007000000000000000218000" + "0fe55ff01000000000" + "80001000a80020008000400050000000800060" + "00a000000"
        },
        { "find", "240000001a0005000700000000000000022000000000000000200000" + "080001000aff0002" },
        { "threshold", "1c00000001040500070000000000000000000054080005" + "0000000001" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Encode_Request_GivesTheseBytes(string request, string bytes)
    {
        var message = request switch
        {
            "set" => NeighbourMessage.Set(5, Overlay, Nbma, 84, acknowledge: true),
            "remove" => NeighbourMessage.Remove(5, Overlay, acknowledge: true),
            "shortcut" => Requests.ReplaceRouteOnLink(
                new RouteRequest(IPAddress.Parse("10.128.2.0"), 24, Overlay, 5, RouteNetlink.TypeUnicast, 10, 85), 0),
            "no shortcut" => Requests.RemoveRouteByAnyGateway(
                new RouteRequest(IPAddress.Parse("10.128.2.0"), 24, null, 5, RouteNetlink.TypeUnicast, 10, 85)),
            "find" => Requests.FindRoute(Overlay),
            _ => PacketLog.Threshold(84, 1),
        };
        Assert.Equal(bytes, Convert.ToHexStringLower(message.Finish(7)));
    }

    [Fact]
    public void Decode_NeighbourThatWasSet_IsTheSame()
    {
        var payload = NeighbourMessage.Set(5, Overlay, Nbma, 84, acknowledge: false).Finish(1)[NetlinkMessage.HeaderLength..];
        Assert.True(NeighbourMessage.TryDecode(payload, out var found));
        Assert.Equal((5, NeighbourMessage.Reachable, (byte)84), (found.Link, found.State, found.Protocol));
        Assert.Equal((Overlay, Nbma), (found.Destination, found.LinkAddress));
    }

    [Fact]
    public void Decode_LoggedPacket_HasItsLinkAndHead()
    {
        // NFULNL_MSG_PACKET of group 84 with indev 4, outdev 5 and four bytes of payload.
        var payload = Convert.FromHexString("02000054" + "0800040000000004" + "0800050000000005" + "0800090045000054");
        Assert.True(PacketLog.TryDecode(0x0400, payload, out var link, out var head));
        Assert.Equal((5, "45000054"), (link, Convert.ToHexStringLower(head)));
    }

    [Fact]
    public void Decode_EveryTruncation_NeverThrows()
    {
        var neighbour = NeighbourMessage.Set(5, Overlay, Nbma, 84, acknowledge: false).Finish(1)[NetlinkMessage.HeaderLength..].ToArray();
        for (var length = 0; length < neighbour.Length; length++)
        {
            _ = NeighbourMessage.TryDecode(neighbour.AsSpan(0, length), out _);
            _ = PacketLog.TryDecode(0x0400, neighbour.AsSpan(0, length), out _, out _);
        }
        Assert.False(NeighbourMessage.TryDecode(neighbour.AsSpan(0, 12), out _));
    }
}
