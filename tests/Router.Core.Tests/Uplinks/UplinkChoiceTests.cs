using System.Net;
using Router.Core.State;
using Router.Core.Uplinks;

namespace Router.Core.Tests.Uplinks;

public sealed class UplinkChoiceTests
{
    private static readonly UplinkPath Leading = new(
        true, new UplinkGateway(IPAddress.Parse("203.0.113.1")), new UplinkGateway(IPAddress.Parse("2001:db8::1")),
        [IPNetwork.Parse("203.0.113.0/24")]);

    [Fact]
    public void Next_LowestPriorityOfGoodOnes_EqualOnesTogether()
    {
        Assert.Equal(["a", "b"], Next([Line("a"), Line("b"), Line("c", 2)]).IPv4);
        Assert.Equal(["b"], Next([Line("a", good: false), Line("b"), Line("c", 2)]).IPv4);
        Assert.Equal(["c"], Next([Line("a", good: false), Line("b", good: false), Line("c", 2)]).IPv4);
    }

    [Fact]
    public void Next_NoneGood_TheOneInUseGoesOn()
    {
        var both = new[] { Line("a", good: false), Line("b", 2, good: false) };
        Assert.Equal(["a"], Next(both).IPv4);
        Assert.Equal(["b"], UplinkChoice.Next(both, Next([Line("b")])).IPv4);
        Assert.Equal(["b"], UplinkChoice.Next(both, Next([Line("b")])).Usable);
    }

    /// <summary>The target that all ask is gone: nobody runs from one line to another.</summary>
    [Fact]
    public void Next_LineThatIsLeft_IsLeftForOneThatAnswers()
    {
        var now = Next([Line("a"), Line("b", 2)]);
        Assert.Equal(["a"], UplinkChoice.Next([Line("a", good: false), Line("b", 2, steady: false)], now).IPv4);
        Assert.Equal(["b"], UplinkChoice.Next([Line("a", good: false), Line("b", 2)], now).IPv4);
    }

    [Fact]
    public void Next_FamilyWithoutGateway_IsThatOfAnotherLine()
    {
        var choice = Next([Line("a") with { Path = Leading with { IPv6 = null } }, Line("b", 2)]);
        Assert.Equal(["a"], choice.IPv4);
        Assert.Equal(["b"], choice.IPv6);
    }

    /// <summary>
    /// Whatever lines there are: something leads out where anything can, a good one before a bad one, and never a worse priority.
    /// </summary>
    [Fact]
    public void Next_RandomLives_KeepTheRules()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var now = UplinkChoice.Nothing;
            for (var step = 0; step < 20; step++)
            {
                var lines = Enumerable.Range(0, random.Next(0, 5)).Select(at =>
                {
                    var good = random.Next(2) == 0;
                    return Line($"{at}", random.Next(1, 4), good, good && random.Next(3) > 0) with
                    {
                        Path = random.Next(4) == 0 ? UplinkPath.None : Leading,
                    };
                }).ToList();
                var next = UplinkChoice.Next(lines, now);
                var leading = lines.Where(line => line.Path.Leads).ToList();
                var chosen = leading.Where(line => next.IPv4.Contains(line.Settings.Name)).ToList();
                Assert.Equal(next.IPv4.Count, chosen.Count);
                Assert.Equal(leading.Count > 0, chosen.Count > 0);
                var steady = leading.Where(line => line.Steady).ToList();
                if (steady.Count > 0 && chosen.All(line => !line.Good))
                {
                    var first = leading.Where(line => line.Good).Min(line => line.Settings.Priority);
                    Assert.True(first < steady.Min(line => line.Settings.Priority), $"{seed}");
                }
                Assert.Superset(chosen.Select(line => line.Settings.Name).ToHashSet(), next.Usable.ToHashSet());
                Assert.Equal(next, UplinkChoice.Next(lines, next));
                now = next;
            }
        }
    }

    [Fact]
    public void Routes_OfAChoice_LeadByItAlone_AndByEachLineInItsTable()
    {
        var lines = new[] { Line("a"), Line("b", good: false) };
        var routes = UplinkRoutes.Of(lines, Next(lines));
        Assert.Equal(["eth-a"], routes.Where(route => route.Table == Route.MainTable).Select(route => route.Link).Distinct());
        var table = UplinkNumbers.LineTable(UplinkNumbers.Of("b"));
        Assert.Contains(routes, route => route.Table == table && route.Link == "eth-b" && !route.IsIPv6);
        Assert.DoesNotContain(routes, route => route.Table == UplinkNumbers.OutwardTable(UplinkNumbers.Of("b")));
        Assert.All(routes.Where(route => route.Table == Route.MainTable), route => Assert.Equal(route.IsIPv6 ? 1u : null, route.Metric));
    }

    [Fact]
    public void Routes_OfEqualLines_ShareByWeight()
    {
        var lines = new[] { Line("a"), Line("b") with { Settings = Settings("b", 1) with { Weight = 3 } } };
        var route = UplinkRoutes.Of(lines, Next(lines)).Single(route => route.Table == Route.MainTable && !route.IsIPv6);
        Assert.Equal([("eth-a", 1), ("eth-b", 3)], route.NextHops.Select(hop => (hop.Link!, hop.Weight)));
    }

    [Theory]
    [InlineData("9.9.9.9")]
    [InlineData("2620:fe::fe")]
    [InlineData("tcp://1.1.1.1:443")]
    [InlineData("tcp://[2620:fe::fe]:853")]
    [InlineData("dns://9.9.9.9")]
    [InlineData("dns://2620:fe::fe/example.org")]
    [InlineData("dns://[2620:fe::fe]:5353/example.org")]
    public void Target_Parses_AndPrintsTheSame(string text)
    {
        Assert.Null(ProbeTarget.Parse(text, out var target));
        Assert.Equal(text, $"{target}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("9.9.9")]
    [InlineData("quad9.net")]
    [InlineData("tcp://9.9.9.9")]
    [InlineData("tcp://9.9.9.9:0")]
    [InlineData("tcp://9.9.9.9:65536")]
    [InlineData("tcp://2620:fe::fe:853")]
    [InlineData("dns://9.9.9.9/")]
    [InlineData("dns://9.9.9.9/a..b")]
    [InlineData("dns://9.9.9.9/a b")]
    [InlineData("udp://9.9.9.9:53")]
    [InlineData("fe80::1%eth0")]
    public void Target_WhatIsNone_IsRefused(string text) => Assert.NotNull(ProbeTarget.Parse(text, out _));

    private static UplinkChoice Next(IReadOnlyCollection<UplinkStanding> lines) => UplinkChoice.Next(lines, UplinkChoice.Nothing);

    private static UplinkStanding Line(string name, int priority = 1, bool good = true, bool? steady = null) =>
        new(Settings(name, priority), Leading, good, steady ?? good);

    private static UplinkSettings Settings(string name, int priority) =>
        new(name, $"eth-{name}", UplinkNumbers.Of(name)) { Priority = priority };
}
