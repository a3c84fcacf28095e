using System.Diagnostics;
using System.Text;
using Router.Features.Lists;

namespace Router.Core.Tests.Sections.Lists;

/// <summary>Lists of domains in every form that is about, and what must never take the place of one.</summary>
public sealed class DomainListTests
{
    [Theory]
    [InlineData(
        "0.0.0.0 ads.example tracker.example # both\n127.0.0.1\tB.example\r\n",
        ListFormat.Hosts,
        "ads.example b.example tracker.example")]
    [InlineData("127.0.0.1 localhost\n::1 ip6-localhost ip6-loopback\n0.0.0.0 0.0.0.0\n0.0.0.0 a.example", ListFormat.Hosts, "a.example")]
    [InlineData(
        "# remark\n; remark\n\na.example\n*.b.example\n.c.example\nd.example # why\n",
        ListFormat.Domains,
        "a.example b.example c.example d.example")]
    [InlineData(
        "[Adblock Plus 2.0]\n! Title: x\n||a.example^\n||b.example^$third-party,important\n||c.example^|\n",
        ListFormat.Adblock,
        "a.example b.example c.example")]
    [InlineData(
        "address=/a.example/0.0.0.0\nserver=/b.example/c.example/\nlocal=/d.example/\n",
        ListFormat.Dnsmasq,
        "a.example b.example c.example d.example")]
    [InlineData(
        "\ufeffa.example\n_dmarc.b.example\nxn--bcher-kva.example\n",
        ListFormat.Domains,
        "_dmarc.b.example a.example xn--bcher-kva.example")]
    public void Parse_OfEachForm_HasItsDomains(string text, ListFormat format, string expected)
    {
        var list = Parse(text);
        Assert.Equal(expected, string.Join(' ', list.Domains.Order(StringComparer.Ordinal)));
        Assert.Equal(format, list.Format);
        Assert.Equal(0, list.Wrong);
    }

    [Theory]
    [InlineData("||ads.example/banner.gif")]
    [InlineData("||ads.example^$script,domain=a.example")]
    [InlineData("example.net##.banner")]
    [InlineData("example.net,example.org#@#.banner")]
    [InlineData("##.ad")]
    [InlineData("/banner/*.gif$image")]
    [InlineData("|http://ads.example|")]
    [InlineData("||ads*.example^")]
    [InlineData("-banner-$image")]
    public void Parse_RulesAboutPartsOfPages_NameNoDomain(string rule)
    {
        var list = Parse(rule);
        Assert.Equal((0, 0, 1), (list.Domains.Count, list.Wrong, list.Others));
    }

    [Theory]
    [InlineData("com")]
    [InlineData("a b")]
    [InlineData("-a.example")]
    [InlineData("a..example")]
    [InlineData("192.0.2.1")]
    [InlineData("http://a.example/")]
    [InlineData("bücher.example")]
    [InlineData("{\"error\": \"not found\"}")]
    [InlineData("address=/a.example")]
    [InlineData("0.0.0.0 a.example b/c")]
    public void Parse_WhatIsNoName_IsWrong(string line)
    {
        var list = Parse($"good.example\n{line}\n");
        Assert.Equal((1, 2), (list.Wrong, list.FirstWrong));
    }

    [Fact]
    public void Parse_NamesOfDifferentLengths_HoldTheirLimits()
    {
        var label = new string('x', 63);
        Assert.Equal(0, Parse($"{label}.example").Wrong);
        Assert.Equal(1, Parse($"{label}x.example").Wrong);
        Assert.Equal(1, Parse($"{label}.{label}.{label}.{label}.example").Wrong);
        Assert.Equal(1, Parse(new string('x', 100_000)).Wrong);
    }

    [Fact]
    public void Parse_TwoHundredThousandDomains_IsFast()
    {
        var lines = Enumerable.Range(0, 200_000).Select(i => $"0.0.0.0 tracker{i}.ads{i % 977}.example\n");
        var text = Encoding.UTF8.GetBytes(string.Concat(lines));
        DomainList.Parse(text);
        var watch = Stopwatch.StartNew();
        var list = DomainList.Parse(text);
        var (file, count) = BlockFile.Of([list], []);
        Assert.Equal((200_000, 200_000), (list.Domains.Count, count));
        Assert.True(file.Length < text.Length, $"{file.Length} characters");
        // One that looks at each name for each takes minutes; a busy machine takes seconds.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void Parse_AnyBytes_NeverThrows()
    {
        var random = new Random(20261130);
        var seeds = new[] { "0.0.0.0 a.example\n", "||a.example^$all\n@@||b.example^\n", "address=/a.example/b.example/\n", "a##b\n" };
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(seeds[i % seeds.Length]);
            for (var change = 0; change < 3; change++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var list = DomainList.Parse(bytes);
            Assert.All(list.Domains.Concat(list.Exceptions), name => Assert.Matches("^[a-z0-9_.-]+$", name));
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>a.example</body>", "text/html", 0, "is a web page and no list")]
    [InlineData("\n  <html>", null, 0, "is a web page and no list")]
    [InlineData("a.example\n", "text/html; charset=utf-8", 0, "is a web page and no list")]
    [InlineData("", "text/plain", 0, "is empty")]
    [InlineData("# nothing here\n", "text/plain", 500, "is empty")]
    [InlineData("||a.example/x\n", "text/plain", 0, "names no domain in 1 lines")]
    [InlineData("a.example\nmoved to\nanother place\n", null, 0, "is no list: 2 of 3 lines name no domain, the first is line 2")]
    [InlineData("a.example\n", null, 5000, "shrank from 5000 to 1 domains")]
    [InlineData("a.example\n", null, 99, null)]
    [InlineData("a.example\n", null, 0, null)]
    public void Judgement_OfWhatWasFetched_SaysWhyNot(string text, string? mediaType, int before, string? expected) =>
        Assert.Equal(expected, ListJudgement.Wrong(Encoding.UTF8.GetBytes(text), mediaType, Parse(text), before));

    [Theory]
    [InlineData("a.example\nx.a.example\nb.example", "", "server=/a.example/b.example/\n", 2)]
    [InlineData("a.example\nb.example", "a.example", "server=/b.example/\n", 1)]
    [InlineData("a.example", "cdn.a.example", "server=/a.example/\nserver=/cdn.a.example/#\n", 1)]
    [InlineData("x.a.example\ny.x.a.example\nb.example", "A.example", "server=/b.example/\n", 1)]
    [InlineData("||a.example^\n@@||cdn.a.example^", "", "server=/a.example/\nserver=/cdn.a.example/#\n", 1)]
    [InlineData("", "a.example", "", 0)]
    public void BlockFile_OfListsAndExceptions_HasWhatCounts(string list, string allow, string expected, int count) =>
        Assert.Equal((expected, count), BlockFile.Of([Parse(list)], allow.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void BlockFile_OfManyDomains_HasLinesThatDnsmasqReads()
    {
        var (text, _) = BlockFile.Of([Parse(string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"a{i}.example{i}.net")))], []);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length < 1024, line));
    }

    private static DomainList Parse(string text) => DomainList.Parse(Encoding.UTF8.GetBytes(text));
}
