using System.Net;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Links;

namespace Router.Wire.Tests.Netlink;

/// <summary>Requests byte by byte, beside what an encoder written apart from this one gives (sequence number 7).</summary>
public sealed class RequestTests
{
    private const byte Protocol = 84;

    public static TheoryData<string, string> Golden() => new()
    {
        { "create", "3800000010000506070000000000000000000000000000000000000000000000080003006c616e00100012000b0001006272696467650000" },
        { "alias", "2c000000100005000700000000000000000000000400000000000000000000000c001400726f757465726400" },
        { "delete", "2000000011000500070000000000000000000000040000000000000000000000" },
        { "up", "2000000010000500070000000000000000000000040000000100000001000000" },
        { "down", "2000000010000500070000000000000000000000040000000000000001000000" },
        { "mtu", "28000000100005000700000000000000000000000400000000000000000000000800040078050000" },
        { "master", "280000001000050007000000000000000000000004000000000000000000000008000a0005000000" },
        { "address 4", "38000000140005060700000000000000021800000400000008000200c000020108000100c000020105000b005400000008000400c00002ff" },
        {
            "address 6",
            "480000001400050607000000000000000a400000040000001400020020010db80000000000000000000000011400010020010db800000000000000000000000105000b0054000000"
        },
        { "remove", "28000000150005000700000000000000021800000400000008000200c000020108000100c0000201" },
        {
            "route",
            "3c0000001800050c070000000000000002100000fe54000100000000080001000a01000008000500c000020908000400040000000800060007000000"
        },
        { "blackhole", "300000001800050c07000000000000000a300000fe540006000000001400010020010db8000600000000000000000000" },
        { "default", "2c00000019000500070000000000000002000000fe5400010000000008000500c00002090800040004000000" },
        { "list links", "20000000120001030700000000000000" + "00000000000000000000000000000000" },
        { "list links without counters", "28000000120001030700000000000000" + "00000000000000000000000000000000" + "08001d0008000000" },
        { "list addresses", "18000000160001030700000000000000" + "0000000000000000" },
        { "list routes", "1c0000001a0001030700000000000000" + "000000000054000000000000" },
        { "on link", "2c0000001800050c070000000000000002100000fe54fd0100000000080001000a0200000800040004000000" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Encode_Request_GivesTheseBytes(string request, string bytes)
    {
        var gateway = IPAddress.Parse("192.0.2.9");
        var address = IPAddress.Parse("192.0.2.1");
        var message = request switch
        {
            "list links without counters" => Requests.ListLinks(counters: false),
            "list links" => Requests.ListLinks(counters: true),
            "list addresses" => Requests.ListAddresses(),
            "list routes" => Requests.ListRoutes(Protocol),
            "create" => Requests.CreateLink("lan", new BridgeInfo(false)),
            "alias" => Requests.SetAlias(4, "routerd"),
            "delete" => Requests.DeleteLink(4),
            "up" => Requests.SetUp(4, true),
            "down" => Requests.SetUp(4, false),
            "mtu" => Requests.SetMtu(4, 1400),
            "master" => Requests.SetMaster(4, 5),
            "address 4" => Requests.AddAddress(4, address, 24, Protocol),
            "address 6" => Requests.AddAddress(4, IPAddress.Parse("2001:db8::1"), 64, Protocol),
            "remove" => Requests.RemoveAddress(4, address, 24),
            "route" =>
                Requests.AddRoute(new RouteRequest(IPAddress.Parse("10.1.0.0"), 16, gateway, 4, RouteNetlink.TypeUnicast, 7, Protocol)),
            "blackhole" => Requests.AddRoute(
                new RouteRequest(IPAddress.Parse("2001:db8:6::"), 48, null, 0, RouteNetlink.TypeBlackhole, null, Protocol)),
            "default" => Requests.RemoveRoute(new RouteRequest(IPAddress.Any, 0, gateway, 4, RouteNetlink.TypeUnicast, null, Protocol)),
            _ => Requests.AddRoute(new RouteRequest(IPAddress.Parse("10.2.0.0"), 16, null, 4, RouteNetlink.TypeUnicast, null, Protocol)),
        };
        Assert.Equal(bytes, Convert.ToHexStringLower(message.Finish(7)));
    }

    /// <summary><c>ip link set lo address 02:00:00:00:00:01</c> says the same behind its header.</summary>
    [Fact]
    public void SetMac_OfALink_IsTheAddressAlone() => Assert.Equal(
        "2c000000100005000700000000000000000000000100000000000000000000000a0001000200000000010000",
        Convert.ToHexStringLower(Requests.SetMac(1, [2, 0, 0, 0, 0, 1]).Finish(7)));

    [Theory]
    [InlineData(31, false)]
    [InlineData(32, false)]
    [InlineData(30, true)]
    public void AddAddress_NetworkTooSmallForIt_HasNoBroadcast(int prefixLength, bool broadcast)
    {
        var payload = KernelMessages.Payload(
            Convert.ToHexString(Requests.AddAddress(4, IPAddress.Parse("192.0.2.1"), prefixLength, Protocol).Finish(1)));
        var attributes = new AttributeReader(payload.AsSpan(8));
        var found = false;
        while (attributes.Next())
            found |= attributes.Type == RouteNetlink.AddressBroadcast;
        Assert.Equal(broadcast, found);
    }
}
