using Router.Core.State;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Firewall;

public sealed class LinesTests
{
    private const string OneTable = "routes: { 0.0.0.0/0: { via: 203.0.113.1 } }";
    private const string TwoTables =
        "routes: { 0.0.0.0/0: { via: 203.0.113.1 } }\nrouting: { tables: { isp2: { id: 102, routes: { 0.0.0.0/0: { via: 198.51.100.1 } } } } }";
    private const string Lease = "203.0.113.2/24] }";

    [Fact]
    public void Build_TwoLines_AnswersByTheLineThatAConnectionCameBy()
    {
        var desired = Desired(TwoTables);
        Assert.Contains(
            "meta nfproto ipv4 ct state new ct mark set iifname map { \"eth0\" : 0x080000fe, \"eth2\" : 0x08000066 }\n",
            desired.Ruleset.ToText(),
            StringComparison.Ordinal);
        Assert.Contains(
            "    ct direction reply ct mark & 0xff000000 == 0x08000000 meta mark set ct mark\n",
            desired.Ruleset.ToText(),
            StringComparison.Ordinal);
        Assert.DoesNotContain("nfproto ipv6 ct state new", desired.Ruleset.ToText(), StringComparison.Ordinal);
        Assert.Equal(
            [new RoutingRule(false, 9254, 254, null, null, 0x080000fe), new RoutingRule(false, 9102, 102, null, null, 0x08000066)],
            desired.RoutingRules);
        Assert.Contains(new Route(System.Net.IPNetwork.Parse("198.51.100.0/24"), null, "eth2", Table: 102), desired.Routes);
    }

    [Fact]
    public void Build_LineByDhcpBesideOneInATable_AreTwo()
    {
        var desired = Desired("routing: { tables: { isp2: { id: 102, routes: { 0.0.0.0/0: { via: 198.51.100.1 } } } } }", dhcp: true);
        Assert.Equal([0x080000feu, 0x08000066u], desired.RoutingRules.Select(rule => rule.Mark).OrderDescending());
    }

    [Fact]
    public void Build_FastPath_LeavesOutWhatCameByALine() => Assert.Contains(
        "ct state established ct mark & 0xff000000 != 0x08000000 flow add @",
        Desired(TwoTables, more: ", offload: true").Ruleset.ToText(),
        StringComparison.Ordinal);

    /// <summary>Nothing to choose, nothing to pay.</summary>
    [Theory]
    [InlineData(OneTable)]
    [InlineData(
        "routes: { 0.0.0.0/0: { via: 203.0.113.1 } }\nrouting: { tables: { other: { id: 102, routes: { 10.9.0.0/16: { via: 198.51.100.1 } } } } }")]
    [InlineData("routing: { tables: { isp2: { id: 102, routes: { 0.0.0.0/0: { via: 198.51.100.1 } } } } }")]
    [InlineData(
        "routes: { 0.0.0.0/0: { via: 203.0.113.1 } }\nrouting: { tables: { none: { id: 102, routes: { 0.0.0.0/0: { blackhole: true } } } } }")]
    public void Build_OneLine_HasNoneOfIt(string routes)
    {
        var desired = Desired(routes);
        Assert.DoesNotContain("ct mark", desired.Ruleset.ToText(), StringComparison.Ordinal);
        Assert.Empty(desired.RoutingRules);
        Assert.DoesNotContain(desired.Routes, route => route.Gateway is null && route.Type == RouteType.Unicast);
    }

    private static DesiredState Desired(string routes, bool dhcp = false, string more = "") => Example.Desired(Example.Read($$"""
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, {{(dhcp ? "dhcp: true }" : $"addresses: [{Lease}")}}
          lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }
          wan2: { device: eth2, zone: wan2, addresses: [198.51.100.2/24] }
        {{routes}}
        firewall: { policies: { lan -> wan: accept }{{more}} }

        """), FakeKernel.WithPorts(3));
}
