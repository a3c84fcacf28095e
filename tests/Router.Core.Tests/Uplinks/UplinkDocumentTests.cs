using System.Net;
using System.Text;
using Router.Core.Flows;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Core.Uplinks;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Uplinks;

/// <summary>What a document with uplinks asks of the kernel, and what it may not say.</summary>
public sealed class UplinkDocumentTests
{
    private const string Links = """
        version: 2
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [203.0.113.2/24] }
          wan2: { device: eth1, zone: wan, addresses: [198.51.100.2/24] }
          lan: { device: eth2, zone: lan, addresses: [10.1.0.1/24] }
          cellar: { loopback: true, addresses: [10.255.0.1/32] }
          idle: { device: eth3 }

        """;

    private const string Two = """
        routing:
          uplinks:
            fibre: { interface: wan, gateway: 203.0.113.1, probe: 9.9.9.9 }
            lte: { interface: wan2, gateway: 198.51.100.1, backup: true }

        """;

    private static readonly uint Fibre = UplinkNumbers.Of("fibre"), Lte = UplinkNumbers.Of("lte");

    [Fact]
    public void Build_Uplinks_MarksAndRules()
    {
        var desired = Desired(Two);
        var text = desired.Ruleset.ToText();
        string[] lines =
        [
            $"ct direction original ct mark & 0xff000000 != 0x08000000 ct mark set oifname map {{ {Map(0x08020000)} }}\n",
            "    ct direction original ct mark & 0xff020000 == 0x08020000 meta mark set ct mark\n",
            "    ct direction reply ct mark & 0xff020000 == 0x08000000 meta mark set ct mark\n",
            $"meta nfproto ipv4 ct state new ct mark set iifname map {{ {Map(0x08010000)} }}\n",
        ];
        Assert.All(lines, line => Assert.Contains(line, text, StringComparison.Ordinal));
        var four = desired.RoutingRules.Where(rule => !rule.IPv6).ToList();
        Assert.Equal(
            [
                $"9300 mark {0x08010000 | Fibre} table {0x10000 | Fibre}", $"9301 mark {0x08010000 | Lte} table {0x10000 | Lte}",
                $"9302 mark {0x08020000 | Fibre} table 254 without its default route",
                $"9303 mark {0x08020000 | Fibre} table {0x20000 | Fibre}",
                "9304 from 203.0.113.2/32 table 254 without its default route", $"9305 from 203.0.113.2/32 table {0x20000 | Fibre}",
                $"9306 mark {0x08020000 | Lte} table 254 without its default route", $"9307 mark {0x08020000 | Lte} table {0x20000 | Lte}",
                "9308 from 198.51.100.2/32 table 254 without its default route", $"9309 from 198.51.100.2/32 table {0x20000 | Lte}",
            ],
            four.Select(Words));
        Assert.Equal(four.Count, four.Select(rule => rule.Priority).Distinct().Count());
        Assert.Equal("1", desired.Sysctls["net.ipv4.fib_multipath_hash_policy"]);
        Assert.Empty(desired.Routes);
    }

    [Fact]
    public void Build_RulesWithUplink_LookAtBetterRoutesFirst_EachServiceOnItsOwn()
    {
        var rules = Desired(Two + """
              rules:
                - { name: plain, source: 10.1.0.9/32, table: main }
                - { name: mail, source: 10.1.0.0/24, destination: 192.0.2.0/24, service: [smtp, udp/5000-5010], uplink: lte }
                - { name: last, mark: 5, uplink: fibre }

            """ + "firewall: { marks: [ { name: five, mark: 5 } ] }\n").RoutingRules.Where(rule => rule.Priority >= 10_000).ToList();
        Assert.Equal(
            [
                "10000 from 10.1.0.9/32 table 254",
                "10001 from 10.1.0.0/24 to 192.0.2.0/24 ipproto 6 dport 25 table 254 without its default route",
                $"10002 from 10.1.0.0/24 to 192.0.2.0/24 ipproto 6 dport 25 table {0x20000 | Lte}",
                "10003 from 10.1.0.0/24 to 192.0.2.0/24 ipproto 17 dport 5000-5010 table 254 without its default route",
                $"10004 from 10.1.0.0/24 to 192.0.2.0/24 ipproto 17 dport 5000-5010 table {0x20000 | Lte}",
                "10005 mark 5 table 254 without its default route", $"10006 mark 5 table {0x20000 | Fibre}",
            ],
            rules.Where(rule => !rule.IPv6).Select(Words));
        Assert.Equal([10_005u, 10_006u], rules.Where(rule => rule.IPv6).Select(rule => rule.Priority));
    }

    /// <summary>What was not chosen yet is tried as if all lines were good; what was chosen is tried as it is.</summary>
    [Fact]
    public void StandIns_OfADocumentThatRunsNowhereYet_LeadOut()
    {
        var desired = Desired(Two);
        var tried = StandIns.Of(desired, Learned.Nothing).Routes;
        Assert.Contains(tried, route => route is { Destination.PrefixLength: 0, Table: Route.MainTable, Link: "eth0" });
        Assert.Contains(tried, route => route.Table == (0x10000 | Lte) && route.Link == "eth1");
        var now = new Route(IPNetwork.Parse("0.0.0.0/0"), IPAddress.Parse("198.51.100.1"), "eth1");
        tried = StandIns.Of(desired, Learned.Nothing with { Routes = [now] }).Routes;
        Assert.Equal(now, Assert.Single(tried, route => route is { Destination.PrefixLength: 0, Table: Route.MainTable }));
    }

    /// <summary>The default routes that a document has today are for when nothing chooses, and say the gateway.</summary>
    [Fact]
    public void Build_DefaultRouteBesideUplinks_StandsBehind()
    {
        var routes = Desired("""
            routes: { 0.0.0.0/0: { via: 203.0.113.1 }, 10.9.0.0/16: { via: 10.1.0.2 } }
            routing: { uplinks: { fibre: { interface: wan } } }

            """).Routes;
        Assert.Contains(new Route(IPNetwork.Parse("0.0.0.0/0"), IPAddress.Parse("203.0.113.1"), "eth0", Metric: 1024), routes);
        Assert.Contains(new Route(IPNetwork.Parse("10.9.0.0/16"), IPAddress.Parse("10.1.0.2"), "eth2"), routes);
    }

    [Fact]
    public void Build_Ways_OfOneMetricAreOneRoute_AndOthersBehind()
    {
        var routes = Desired("""
            routes:
              10.9.0.0/16: { ways: [ { via: 10.1.0.3 }, { via: 10.1.0.2, weight: 3 }, { via: 198.51.100.9, metric: 50 } ] }
              10.8.0.0/16: { prohibit: true }

            """).Routes;
        Assert.Equal(
            [
                "route 10.8.0.0/16 prohibit",
                "route 10.9.0.0/16 nexthop via 10.1.0.2 dev eth2 weight 3 nexthop via 10.1.0.3 dev eth2 weight 1",
                "route 10.9.0.0/16 via 198.51.100.9 dev eth1 metric 50",
            ],
            routes.Select(Plans.PlanText.Subject).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(
        "routing: { uplinks: { a: { interface: wlan } } }",
        "routing uplinks a interface: there is no interface wlan (did you mean wan?)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: lan } } }",
        "routing uplinks a: nothing says the gateway of lan (add gateway, a default route over the interface, or dhcp: true to it)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: cellar } } }",
        "routing uplinks a interface: cellar leads nowhere (name the interface of a line)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: idle } } }",
        "routing uplinks a interface: idle is in no zone (set interfaces idle zone wan)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: wan, gateway: 203.0.113.1 }, b: { interface: wan, gateway: 203.0.113.1 } } }",
        "routing uplinks b interface: wan is the uplink a already (an interface is one uplink)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: wan, gateway: [203.0.113.1, 203.0.113.3] } } }",
        "routing uplinks a gateway: 203.0.113.1 and 203.0.113.3 are of the same family (an uplink has one gateway of each: what has two is two uplinks)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: wan, gateway: 198.51.100.1 } } }",
        "routing uplinks a gateway: 198.51.100.1 is on the network of wan2 (name the gateway of wan)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: wan, gateway: 203.0.113.2 } } }",
        "routing uplinks a gateway: 203.0.113.2 is the router's own address (name the provider's router)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: wan, gateway: 203.0.113.1, probe: 10.1.0.7 } } }",
        "routing uplinks a probe: 10.1.0.7 is on the network of lan, and cannot be asked by wan (ask somebody outside)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: wan, gateway: 203.0.113.1, probe: 127.0.0.1 } } }",
        "routing uplinks a probe: 127.0.0.1 is nobody outside (ask somebody outside, for example 9.9.9.9)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: wan, gateway: 203.0.113.1, probe: dns.example.org } } }",
        "routing uplinks a probe: 'dns.example.org' is no probe: an address, tcp://ADDRESS:PORT or dns://ADDRESS[:PORT][/NAME] (a name could not be resolved while the line is down: give an address)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: wan, gateway: 203.0.113.1, probe: 9.9.9.9, interval: 0s } } }",
        "routing uplinks a interval: is too short or too long (from 1s to 1h)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: wan, gateway: 203.0.113.1, loss: 20 } } }",
        "routing uplinks a loss: says nothing without probe (add probe, or delete loss)")]
    [InlineData(
        "routing: { uplinks: { a: { interface: wan, gateway: 203.0.113.1, backup: true, priority: 2 } } }",
        "routing uplinks a priority: a backup comes behind all others (delete priority or backup)")]
    [InlineData(
        "system: { hardening: { reverse-path: strict } }\n" + Two,
        "system hardening reverse-path: what comes in by an uplink that is not the one in use would be dropped (with several uplinks it is loose or off)")]
    [InlineData(
        "routes: { 0.0.0.0/0: { via: 203.0.113.1, metric: 1 } }\nrouting: { uplinks: { a: { interface: wan } } }",
        "routes 0.0.0.0/0 metric: uplinks choose with this one (choose another number, or delete metric)")]
    [InlineData(
        Two + "  rules: [ { name: x, source: 10.1.0.0/24 } ]",
        "routing rules x: says neither table nor uplink (add table or uplink: where its packets go)")]
    [InlineData(Two + "  rules: [ { name: x, uplink: fiber } ]", "routing rules x uplink: there is no uplink fiber (did you mean fibre?)")]
    [InlineData(
        Two + "  rules: [ { name: x, uplink: fibre, table: main } ]",
        "routing rules x uplink: the rule names a table already (delete uplink or table)")]
    [InlineData(
        Two + "  rules: [ { name: x, uplink: fibre, source: 10.1.0.0/24, destination: \"2001:db8::/32\" } ]",
        "routing rules x destination: 2001:db8::/32 is of the other family than 10.1.0.0/24 (both are IPv4 or both IPv6)")]
    [InlineData(
        "routes: { 10.9.0.0/16: { via: 10.1.0.2, ways: [ { via: 10.1.0.3 } ] } }",
        "routes 10.9.0.0/16 ways: the route says via as well (put it into ways, or delete via)")]
    [InlineData(
        "routes: { 10.9.0.0/16: { ways: [ { via: 10.1.0.3 }, { via: 10.7.0.3 } ] } }",
        "routes 10.9.0.0/16 ways 10.7.0.3: shares with other ways, and nothing says its interface (add interface, or another metric)|routes 10.9.0.0/16 ways 10.7.0.3 via: 10.7.0.3 is on no connected network (give an interface an address on the gateway's network)")]
    [InlineData(
        "routes: { 10.9.0.0/16: { ways: [ { via: 10.1.0.1 } ] } }",
        "routes 10.9.0.0/16 ways 10.1.0.1 via: 10.1.0.1 is the router's own address (name the next router)")]
    [InlineData(
        "routes: { 10.9.0.0/16: { prohibit: true, blackhole: true } }",
        "routes 10.9.0.0/16 prohibit: it is a blackhole already (delete one of the two)")]
    [InlineData(
        "routes: { 10.9.0.0/16: { prohibit: true, via: 10.1.0.2 } }",
        "routes 10.9.0.0/16 prohibit: what is prohibited has no way (delete prohibit or via)")]
    [InlineData(
        "  more: { device: eth4, zone: lan, addresses: [10.2.0.1/24], neighbours: { 10.3.0.9: \"52:54:00:00:00:09\" } }",
        "interfaces more neighbours 10.3.0.9: 10.3.0.9 is on no network of more (give it an address on that network, or name the right interface)")]
    [InlineData(
        "  more: { device: eth4, zone: lan, addresses: [10.2.0.1/24], neighbours: { 10.2.0.1: \"52:54:00:00:00:09\" } }",
        "interfaces more neighbours 10.2.0.1: 10.2.0.1 is the router's own address (name another host)")]
    [InlineData(
        "  more: { device: eth4, zone: lan, addresses: [10.2.0.1/24], neighbours: { 10.2.0.9: \"53:54:00:00:00:09\" } }",
        "interfaces more neighbours 10.2.0.9: '53:54:00:00:00:09' is a group address, no host has it (for example 52:54:00:12:34:56)")]
    [InlineData(
        "  more: { gre: { local: 203.0.113.2, remote: 192.0.2.7 }, zone: lan, addresses: [10.2.0.1/24], neighbours: { 10.2.0.9: \"52:54:00:00:00:09\" } }",
        "interfaces more neighbours: more has no hardware addresses on its link (delete neighbours)")]
    public void Validate_Wrong_SaysWhatAndHow(string lines, string expected)
    {
        var reading = ConfigValidator.Check(Encoding.UTF8.GetBytes(Links + lines + "\n"), Surroundings.None);
        Assert.Equal(expected, string.Join('|', reading.Problems.Select(problem => $"{problem.Path}: {problem.Message} ({problem.Hint})")));
        Assert.All(reading.Problems, problem => Assert.True(problem.Line > 0));
    }

    private static string Map(uint marks) => $"\"eth0\" : 0x{marks | Fibre:x8}, \"eth1\" : 0x{marks | Lte:x8}";

    private static string Words(RoutingRule rule) => Plans.PlanText.Line(new Plans.Change.AddRoutingRule(rule))["+ rule ".Length..];

    private static DesiredState Desired(string lines) => Example.Desired(Example.Read(Links + lines), FakeKernel.WithPorts(4));
}
