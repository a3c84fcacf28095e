using System.Net;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Links;

namespace Router.Wire.Tests.Netlink;

/// <summary>
/// Kinds of links beside what <c>ip link add</c> (iproute2 6.1) sends for the same: an encoder written apart from this one, in
/// another order of attributes.
/// </summary>
public sealed class LinkInfoTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress There = IPAddress.Parse("192.0.2.9");

    /// <summary><c>ip link add link lo name v1 type vlan proto 802.1ad id 100 loose_binding on</c>.</summary>
    private const string Vlan =
        "5c00000010000506c57d046b0000000000000000000000000000000000000000080005000100000007000300763100002c00120008000100766c616e200002000600050088a8000006000100640000000c0002000400000004000000";

    /// <summary><c>ip link add b1 type bond mode 802.3ad miimon 100 lacp_rate fast xmit_hash_policy layer3+4</c>.</summary>
    private const string Bond =
        "5800000010000506c57d046b000000000000000000000000000000000000000007000300623100003000120008000100626f6e642400020005000100040000000800030064000000050015000100000005000e0001000000";

    /// <summary><c>ip link add g1 type gre local 192.0.2.1 remote 192.0.2.9 key 7 ttl 64</c>.</summary>
    private const string Gre =
        "a800000010000506c57d046b0000000000000000000000000000000000000000070003006731000080001200070001006772650074000200080004000000000708000500000000070600020020000000060003002000000008000600c000020108000700c000020905000a000100000005000900000000000500080040000000080014000000000006000e000000000006000f000000000006001000000000000600110000000000";

    /// <summary><c>ip link add x1 type vxlan id 42 local 192.0.2.1 remote 192.0.2.9 dstport 4789</c>.</summary>
    private const string Vxlan =
        "6400000010000506c57d046b000000000000000000000000000000000000000007000300783100003c0012000900010076786c616e0000002c000200080001002a00000008000400c000020108000200c0000209050007000100000006000f0012b50000";

    /// <summary><c>ip rule add from 10.0.0.0/8 iif lo fwmark 5 table 102 priority 10000 protocol 84</c>.</summary>
    private const string Rule =
        "4400000020000506c67d046b00000000020008006600000100000000080002000a000000070003006c6f000008000a000500000008000600102700000500150054000000";

    [Fact]
    public void Read_VlanOfAnotherEncoder_IsOurs() =>
        Check(Vlan, new VlanInfo(1, 100, VlanInfo.ServiceTag), link => VlanInfo.Read(link.Lower, link.InfoData.Span));

    [Fact]
    public void Read_BondOfAnotherEncoder_IsOurs() =>
        Check(Bond, new BondInfo(BondInfo.Lacp, 100, true, 1), link => BondInfo.Read(link.InfoData.Span));

    [Fact]
    public void Read_GreOfAnotherEncoder_IsOurs() =>
        Check(Gre, new GreInfo(Here, There, 7, 64, 0, false), link => GreInfo.Read(link.Kind!, link.InfoData.Span));

    [Fact]
    public void Read_VxlanOfAnotherEncoder_IsOurs() =>
        Check(Vxlan, new VxlanInfo(42, Here, There, 4789, 0), link => VxlanInfo.Read(link.InfoData.Span));

    [Fact]
    public void Read_RuleOfAnotherEncoder_IsOurs()
    {
        Assert.True(RuleMessage.TryDecode(KernelMessages.Payload(Rule), out var rule));
        Assert.Equal(new RuleMessage(false, 10_000, 102, IPAddress.Parse("10.0.0.0"), 8, "lo", 5, 84), rule);
        Assert.True(RuleMessage.TryDecode(KernelMessages.Payload(Convert.ToHexString(rule.Add().Finish(1))), out var again));
        Assert.Equal(rule, again);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("2001:db8::1", "2001:db8::2", 9u)]
    public void Gre_WithAndWithoutEnds_ComesBack(string? local, string? remote, uint? key)
    {
        var info = new GreInfo(
            local is null ? null : IPAddress.Parse(local), remote is null ? null : IPAddress.Parse(remote), key, 0, 5, local is not null);
        var link = Decoded(Convert.ToHexString(Requests.CreateLink("g1", info).Finish(1)));
        Assert.Equal(info, GreInfo.Read(link.Kind!, link.InfoData.Span));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bridge_WithAndWithoutVlans_ComesBack(bool vlans)
    {
        var link = Decoded(Convert.ToHexString(Requests.CreateLink("b1", new BridgeInfo(vlans)).Finish(1)));
        Assert.Equal(("bridge", new BridgeInfo(vlans)), (link.Kind, BridgeInfo.Read(link.InfoData.Span)));
    }

    [Fact]
    public void BridgeVlan_OfAPort_HasFlagsAndNumber()
    {
        var payload = KernelMessages.Payload(
            Convert.ToHexString(BridgeVlan.Set(4, self: false, 300, untagged: true, pvid: true).Finish(1)));
        Assert.True(BridgeVlan.TryDecode(payload, out var port, out var vlans));
        Assert.Equal((4, ((ushort)300, true, true)), (port, Assert.Single(vlans)));
    }

    private static void Check<T>(string message, T expected, Func<LinkMessage, T> read)
        where T : ILinkInfo
    {
        var theirs = Decoded(message);
        Assert.Equal(expected.Kind, theirs.Kind);
        Assert.Equal(expected, read(theirs));
        Assert.Equal(expected, read(Decoded(Convert.ToHexString(Requests.CreateLink(theirs.Name, expected).Finish(1)))));
    }

    private static LinkMessage Decoded(string message)
    {
        Assert.True(LinkMessage.TryDecode(KernelMessages.Payload(message), out var link));
        return link;
    }
}
