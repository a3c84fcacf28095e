using System.Diagnostics;
using System.Net;
using System.Text;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Features.Lists;

namespace Router.Core.Tests.Sections.Lists;

/// <summary>Lists of addresses as others publish them, and what must never come into a rule by one.</summary>
public sealed class AddressListTests
{
    [Theory]
    [InlineData("; Spamhaus DROP\n1.10.16.0/20 ; SBL256894\n1.19.0.0/16 ; SBL434604\n", "1.10.16.0/20 1.19.0.0/16")]
    [InlineData("# remark\r\n\r\n203.0.113.7\r\n198.51.100.0/24 # why\r\n", "198.51.100.0/24 203.0.113.7")]
    [InlineData("2001:db8::/32\n10.0.0.0/8\n2001:DB8:1::1 // one more\n", "10.0.0.0/8 2001:db8::/32")]
    [InlineData("10.0.0.5 - 10.0.0.9\n10.0.0.1-10.0.0.2\n", "10.0.0.1-10.0.0.2 10.0.0.5-10.0.0.9")]
    [InlineData("\ufeff10.0.0.0/25\n10.0.0.128/25\n10.0.1.3/24\n", "10.0.0.0/23")]
    [InlineData("255.255.255.255\n255.255.255.0/25\n0.0.0.0\n", "0.0.0.0 255.255.255.0/25 255.255.255.255")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff\n::\n", ":: ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void Parse_OfEachForm_HasItsAddresses(string text, string expected)
    {
        var list = Parse(text);
        Assert.Equal(expected, string.Join(' ', list.ToLines()));
        Assert.Equal((0, ListFormat.Addresses), (list.Wrong, list.Format));
        Assert.True(Parse(string.Join('\n', list.ToLines())).NamesTheSame(list));
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("0.0.0.0-255.255.255.255")]
    [InlineData("0.0.0.0 ads.example")]
    [InlineData("10.0.0.1\t8")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.01")]
    [InlineData("0x0a000001")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.9-10.0.0.5")]
    [InlineData("10.0.0.1-2001:db8::1")]
    [InlineData("2001:db8::/129")]
    [InlineData("fe80::1%eth0")]
    [InlineData("ads.example")]
    [InlineData("<html>")]
    [InlineData("{\"cidr\":\"1.10.16.0/20\"}")]
    public void Parse_WhatIsNoAddress_IsWrong(string line)
    {
        var list = Parse($"192.0.2.1\n{line}\n");
        Assert.Equal((1, 1, 2), (list.Count, list.Wrong, list.FirstWrong));
    }

    [Fact]
    public void Parse_AnyBytes_NeverThrows()
    {
        var random = new Random(20261130);
        var seeds = new[] { "10.0.0.0/8 ; SBL1\n", "2001:db8::/32\n", "10.0.0.1-10.0.0.9\n" };
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(seeds[i % seeds.Length]);
            for (var change = 0; change < 3; change++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var list = AddressList.Parse(bytes);
            Assert.True(Parse(string.Join('\n', list.ToLines())).NamesTheSame(list));
        }
    }

    [Fact]
    public void Parse_HalfAMillionPrefixes_TakesFewMegabytes()
    {
        var lines = Enumerable.Range(0, 500_000).Select(i => $"{1 + (i >> 15)}.{(i >> 7) & 255}.{(i << 1) & 255}.0/24 ; SBL{i}\n");
        var text = Encoding.UTF8.GetBytes(string.Concat(lines));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var list = AddressList.Parse(text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        Assert.Equal(500_000, list.Count);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(list);
        Assert.True(kept < 16 << 20, $"{kept} bytes");
    }

    [Theory]
    [InlineData("<html>10.0.0.1</html>", null, 0, "is a web page and no list")]
    [InlineData("; nothing\n", null, 5, "is empty")]
    [InlineData("ads.example\n", null, 0, "names no address in 1 lines")]
    [InlineData("10.0.0.1\na\nb\n", null, 0, "is no list: 2 of 3 lines name no address, the first is line 2")]
    [InlineData("10.0.0.1\n", null, 5000, "shrank from 5000 to 1 addresses")]
    [InlineData("10.0.0.1\n", null, 0, null)]
    public void Judgement_OfWhatWasFetched_SaysWhyNot(string text, string? mediaType, int before, string? expected) =>
        Assert.Equal(expected, ListJudgement.Wrong(Encoding.UTF8.GetBytes(text), mediaType, Parse(text), before));

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", "", "")]
    [InlineData("10.0.0.0/8\n192.0.2.1", "10.0.0.0/9\n192.0.2.1\n192.0.2.9", "10.0.0.0/8", "10.0.0.0/9 192.0.2.9")]
    [InlineData("10.0.0.0/9", "10.0.0.0/8\n9.0.0.1", "10.0.0.0/9", "9.0.0.1 10.0.0.0/8")]
    [InlineData("", "10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1\n2001:db8::1", "", "10.0.0.1", "")]
    public void Since_AnotherVersion_HasWhatDiffersAlone(string before, string after, string removed, string added)
    {
        var (gone, come) = Parse(after).Blocks.Since(Parse(before).Blocks, ipv6: false);
        Assert.Equal((removed, added), (Text(gone), Text(come)));
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("11.0.0.0", false)]
    [InlineData("9.255.255.255", false)]
    [InlineData("2001:db8::7", true)]
    [InlineData("::a01:203", false)]
    public void Find_AnAddress_IsInOneRangeOrNone(string address, bool expected) => Assert.Equal(
        expected, Parse("10.0.0.0/8\n192.0.2.0/24\n2001:db8::/32").Blocks.Find(IPAddress.Parse(address)) is not null);

    private static string Text(IEnumerable<AddressRange> ranges) => string.Join(' ', ranges.Select(NetworkScalars.FormatRange));

    private static AddressList Parse(string text) => AddressList.Parse(Encoding.UTF8.GetBytes(text));
}
