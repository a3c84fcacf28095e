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

    /// <summary><c>ip link add v1 link lo type vlan id 30 egress 0:3 6:5</c>.</summary>
    private const string Priorities =
        "640000001000050658d20d6b0000000000000000000000000000000000000000080005000100000007000300763100003400120008000100766c616e28000200060001001e0000001c0003000c00010000000000030000000c0001000600000005000000";

    /// <summary><c>ip link add i1 type ipip local 192.0.2.1 remote 192.0.2.9 ttl 64</c>.</summary>
    private const string Ipip =
        "980000001000050658d20d6b0000000000000000000000000000000000000000070003006931000070001200080001006970697064000200050009000000000008000200c000020108000300c000020905000a0001000000050005000000000005000400400000000800010000000000080014000000000006000f0000000000060010000000000006001100000000000600120000000000";

    /// <summary><c>ip link add s1 type sit local 192.0.2.1 remote 192.0.2.9 ttl 64</c>.</summary>
    private const string Sit =
        "a00000001000050658d20d6b000000000000000000000000000000000000000007000300733100007800120007000100736974006c000200050009000000000008000200c000020108000300c000020905000a0001000000050005000000000005000400400000000800010000000000080014000000000006000f00000000000600100000000000060011000000000006001200000000000600080000000000";

    /// <summary><c>ip link add r1 type sit local 10.1.2.3 ttl 64 6rd-prefix 2001:db8::/32 6rd-relay_prefix 10.0.0.0/8</c>.</summary>
    private const string SixRd =
        "c40000001000050663d20d6b000000000000000000000000000000000000000007000300723100009c0012000700010073697400900002000500090000000000080002000a01020305000a0001000000050005000000000005000400400000000800010000000000080014000000000006000f0000000000060010000000000006001100000000000600120000000000060008000000000014000b0020010db800000000000000000000000006000d002000000008000c000a00000006000e0008000000";

    /// <summary><c>ip link add d1 type ip6tnl mode ipip6 local 2001:db8::1 remote 2001:db8::9 encaplimit none hoplimit 64</c>.</summary>
    private const string DsLite =
        "bc0000001000050658d20d6b00000000000000000000000000000000000000000700030064310000940012000a000100697036746e6c00008400020005000900040000001400020020010db80000000000000000000000011400030020010db800000000000000000000000905000400400000000500060004000000080007000000000008000800010000000800010000000000080014000000000006000f0000000000060010000200000006001100000000000600120000000000";

    /// <summary><c>ip link add t1 type gretap local 192.0.2.1 remote 192.0.2.9 key 7 ttl 64</c>.</summary>
    private const string Gretap =
        "ac0000001000050658d20d6b00000000000000000000000000000000000000000700030074310000840012000b000100677265746170000074000200080004000000000708000500000000070600020020000000060003002000000008000600c000020108000700c000020905000a000100000005000900000000000500080040000000080014000000000006000e000000000006000f000000000006001000000000000600110000000000";

    /// <summary><c>ip link add t1 type ip6gretap local 2001:db8::1 remote 2001:db8::9 key 7 ttl 64</c>.</summary>
    private const string Gretap6 =
        "d80000001000050658d20d6b00000000000000000000000000000000000000000700030074310000b00012000d0001006970366772657461700000009c00020008000400000000070800050000000007060002002000000006000300200000001400060020010db80000000000000000000000011400070020010db8000000000000000000000009050008004000000005000b000400000008000c000000000008000d00000000000800140000000000050016000100000006000e000000000006000f000200000006001000000000000600110000000000";

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
    public void Read_VlanPrioritiesOfAnotherEncoder_AreOurs()
    {
        var theirs = Decoded(Priorities);
        var info = VlanInfo.Read(theirs.Lower, theirs.InfoData.Span);
        Assert.Equal([(0u, 3u), (6u, 5u)], info.Egress);
        var ours = Convert.ToHexStringLower(Requests.CreateLink("v1", info).Finish(1));
        Assert.Contains("1c0003000c00010000000000030000000c0001000600000005000000", ours, StringComparison.Ordinal);
        Assert.Equal(info.Egress, VlanInfo.Read(1, Decoded(ours).InfoData.Span).Egress);
    }

    [Theory]
    [InlineData(Ipip, "ipip", "192.0.2.1", "192.0.2.9", null)]
    [InlineData(Sit, "sit", "192.0.2.1", "192.0.2.9", null)]
    [InlineData(SixRd, "sit", "10.1.2.3", null, "2001:db8::/32")]
    [InlineData(DsLite, "ip6tnl", "2001:db8::1", "2001:db8::9", null)]
    public void Read_TunnelOfAnotherEncoder_IsOurs(string message, string kind, string local, string? remote, string? prefix) => Check(
        message,
        new IpTunnelInfo(kind, IPAddress.Parse(local), remote is null ? null : IPAddress.Parse(remote), 64, 0)
        {
            SixRd = prefix is null ? null : new SixRdInfo(IPNetwork.Parse(prefix), IPAddress.Parse("10.0.0.0"), 8),
        },
        link => IpTunnelInfo.Read(link.Kind!, link.InfoData.Span));

    /// <summary>A change says all of it: what is left out the kernel would take for zero.</summary>
    [Theory]
    [InlineData(Ipip)]
    [InlineData(Sit)]
    [InlineData(SixRd)]
    [InlineData(DsLite)]
    public void Write_Tunnel_SaysWhatTheOtherEncoderSaysAndIsNotZero(string message)
    {
        var theirs = Decoded(message);
        var ours = Decoded(Convert.ToHexString(
            Requests.ChangeLink(1, IpTunnelInfo.Read(theirs.Kind!, theirs.InfoData.Span)).Finish(1)), named: false);
        // The other encoder says a limit beside that there is none, and options of UDP that are not asked for.
        var left = theirs.Kind == "ip6tnl" ? new ushort[] { 6, 16 } : [9, 16];
        Assert.Equal(
            Said(theirs).Where(a => !left.Contains(a.Type)).OrderBy(a => a.Type),
            Said(ours).Where(a => !left.Contains(a.Type)).OrderBy(a => a.Type));
    }

    [Theory]
    [InlineData(Gretap, "192.0.2.1", "192.0.2.9")]
    [InlineData(Gretap6, "2001:db8::1", "2001:db8::9")]
    public void Read_FramesInGreOfAnotherEncoder_AreOurs(string message, string local, string remote) => Check(
        message,
        new GreInfo(IPAddress.Parse(local), IPAddress.Parse(remote), 7, 64, 0, local.Contains(':')) { Frames = true },
        link => GreInfo.Read(link.Kind!, link.InfoData.Span));

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

    /// <summary>Attributes of the kind that are not zero.</summary>
    private static List<(ushort Type, string Value)> Said(LinkMessage link)
    {
        var said = new List<(ushort, string)>();
        var attributes = new AttributeReader(link.InfoData.Span);
        while (attributes.Next())
        {
            if (attributes.Value.ContainsAnyExcept((byte)0))
                said.Add((attributes.Type, Convert.ToHexStringLower(attributes.Value)));
        }
        return said;
    }

    /// <summary>A change names its link by its number alone.</summary>
    private static LinkMessage Decoded(string message, bool named = true)
    {
        Assert.Equal(named, LinkMessage.TryDecode(KernelMessages.Payload(message), out var link));
        return link;
    }
}
