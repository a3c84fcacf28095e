using Router.Wire.Netlink.Nftables;

namespace Router.Wire.Tests.Netlink.Nftables;

public sealed class SetElementTests
{
    /// <summary>Keys, ends of ranges, data and verdicts, in the bytes that <c>nft --debug=netlink</c> shows of the same words.</summary>
    [Theory]
    [InlineData("ipv4_addr", false, "10.0.0.1", "0A000001")]
    [InlineData("ipv4_addr", true, "10.0.0.0/24", "0A000000 end:0A000100")]
    [InlineData("ipv4_addr", true, "10.0.0.1-10.0.0.255", "0A000001 end:0A000100")]
    [InlineData("ipv4_addr", true, "255.0.0.0/8", "FF000000")]
    [InlineData("ipv6_addr", true, "2001:db8::/127", "20010DB8000000000000000000000000 end:20010DB8000000000000000000000002")]
    [InlineData(
        "inet_proto . inet_service : ipv4_addr . inet_service", false, "tcp . 443 : 10.0.0.1 . 80", "0600000001BB0000:0A00000100500000")]
    [InlineData("inet_proto . inet_service", true, "udp . 5000-5010", "1100000013880000-1100000013920000")]
    [InlineData("inet_proto . inet_service", true, "udp . 53", "1100000000350000-1100000000350000")]
    [InlineData("ifname . inet_proto", false, "\"eth0\" . esp", "6574683000000000000000000000000032000000")]
    [InlineData("ifname : verdict", false, "\"lo\" : jump from_lan", "6C6F0000000000000000000000000000:-3 from_lan")]
    [InlineData("inet_proto", false, "112", "70")]
    [InlineData("icmp_type", false, "8", "08")]
    [InlineData("ether_addr", false, "52:54:00:12:34:ff", "5254001234FF")]
    [InlineData("day", false, "6", "06")]
    [InlineData("hour", true, "3600-7199", "00000E10 end:00001C20")]
    [InlineData("time", true, "1-2", "000000003B9ACA00 end:0000000077359401")]
    [InlineData("ifname : verdict", false, "\"lo\" : accept", "6C6F0000000000000000000000000000:1 ")]
    public void TryParse_WordsOfNft_GivesTheKernelsBytes(string type, bool interval, string text, string expected)
    {
        List<SetElement> elements = [];

        Assert.True(SetElement.TryParse(SetType.Parse(type, interval)!, text, elements));
        Assert.Equal(expected, string.Join(' ', elements.Select(Drawn)));
    }

    [Theory]
    [InlineData("ipv4_addr", "10.0.0.0/24")] // a range in a set of single values
    [InlineData("ipv4_addr", "2001:db8::1")]
    [InlineData("ipv4_addr", "10.0.0.1 : 10.0.0.2")]
    [InlineData("inet_proto . inet_service", "tcp")]
    [InlineData("inet_proto", "sctp")]
    [InlineData("inet_proto", "256")]
    [InlineData("ether_addr", "52:54:00:12:34")]
    [InlineData("ether_addr", "52-54-00-12-34-56")]
    [InlineData("time", "99999999999999999999")]
    [InlineData("inet_service", "http")]
    [InlineData("ifname", "\"eth*\"")]
    [InlineData("ifname", "\"name-of-far-too-many-bytes\"")]
    [InlineData("ifname : verdict", "\"lo\" : queue")]
    public void TryParse_WhatOnlyNftKnows_IsRefused(string type, string text) =>
        Assert.False(SetElement.TryParse(SetType.Parse(type, interval: false)!, text, []));

    [Theory]
    [InlineData("cgroupsv2")]
    [InlineData("ipv4_addr . cgroupsv2")]
    [InlineData("ipv4_addr : counter")]
    public void Parse_OtherTypes_AreNotKnown(string type) => Assert.Null(SetType.Parse(type, interval: false));

    private static string Drawn(SetElement element) =>
        (element.IsEnd ? "end:" : "") + Convert.ToHexString(element.Key)
        + (element.KeyEnd is { } end ? "-" + Convert.ToHexString(end) : "")
        + (element.Data is { } data ? ":" + Convert.ToHexString(data) : "")
        + (element.Verdict is { } verdict ? $":{verdict.Code} {verdict.Chain}" : "");
}
