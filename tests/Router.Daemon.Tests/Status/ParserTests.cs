using Router.Api.Contract;
using Router.Daemon.Status.Dhcp;
using Router.Daemon.Status.Firewall;
using Router.Daemon.Status.Operations;
using Router.Daemon.Status.Pppoe;
using Router.Daemon.Status.Routes;
using Router.Wire.Netlink.Nftables;

namespace Router.Daemon.Tests.Status;

public class ParserTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ruleset_RuleWithANamedCounter_HasItsCount()
    {
        const string Name = "count_2d711642b726b044";
        var listing = RulesetListing.Parse("""
            table inet router {
            	counter count_2d711642b726b044 {
            		packets 7 bytes 420
            	}

            	chain input {
            		type filter hook input priority filter; policy drop;
            		tcp dport 22 counter name "count_2d711642b726b044" accept comment "x"
            	}
            }
            """,
            new Dictionary<string, NamedCounter> { [Name] = new(Name, 7, 420) });
        var rule = Assert.Single(Assert.Single(listing.Chains).Rules);
        Assert.Equal(("tcp dport 22 accept", "x", 7UL, 420UL), (rule.Text, rule.Comment, rule.Packets, rule.Bytes));
    }

    [Fact]
    public void Leases_OfDnsmasq_AreRead() => Assert.Equal(
        [
            new LeaseStatus("192.168.10.101", "52:54:00:aa:bb:cc", "laptop", DateTimeOffset.FromUnixTimeSeconds(1767355200)),
            new LeaseStatus("192.168.10.5", "52:54:00:12:34:56", null, null),
        ],
        LeaseList.Parse(
            "1767355200 52:54:00:aa:bb:cc 192.168.10.101 laptop 01:52:54:00:aa:bb:cc\n0 52:54:00:12:34:56 192.168.10.5 * *\nduid 00:01\n"));

    [Fact]
    public void Session_OfPppoe_IsRead()
    {
        Assert.Equal(
            new PppoeSession(65.57, "203.0.113.7", "203.0.113.1", "bras 3"),
            PppoeSession.Parse("up 65.57\naddress 203.0.113.7\npeer 203.0.113.1\nconcentrator bras 3\n"));
        Assert.Equal(new PppoeSession(1, "203.0.113.7", null, null), PppoeSession.Parse("up 1\naddress 203.0.113.7\npeer \n"));
        Assert.Null(PppoeSession.Parse("address 203.0.113.7\n"));
        Assert.Null(PppoeSession.Parse(""));
    }

    [Fact]
    public void Pause_OfPppoe_IsWhatTheLinesScriptWrote()
    {
        Assert.Equal(new PppoePause(4711, 73.5), PppoePause.Parse("process 4711\npause 8\nuntil 73.5\n"));
        Assert.Null(PppoePause.Parse("process 4711\n"));
        Assert.Null(PppoePause.Parse("process x\nuntil 73\n"));
        Assert.Null(PppoePause.Parse(""));
    }

    /// <summary>As pppd 2.4.9 and BusyBox's syslogd wrote it.</summary>
    [Theory]
    [InlineData(220, "Timeout waiting for PADO packets")]
    [InlineData(450, "CHAP authentication failed")]
    [InlineData(22, null)]
    public void Failure_OfPppoe_IsTheLastOfItsProcess(int process, string? expected)
    {
        const string log = """
            Jan  2 11:40:15 home local2.info pppd[220]: No response to 3 echo-requests
            Jan  2 11:40:15 home local2.notice pppd[220]: Serial link appears to be disconnected.
            Jan  2 11:40:21 home local2.notice pppd[220]: Modem hangup
            Jan  2 11:41:01 home local2.warn pppd[220]: Timeout waiting for PADO packets
            Jan  2 11:41:01 home local2.err pppd[220]: Unable to complete PPPoE Discovery
            Jan  2 11:42:01 home local2.err pppd[450]: CHAP authentication failed
            Jan  2 11:42:02 home local2.notice pppd[450]: Connection terminated.
            Jan  2 11:42:03 home daemon.err pppoe-server[22]: No response to anybody
            """;
        var lines = log.Split('\n').Select(line => LogLines.FromSyslog(line, Now));
        Assert.Equal(expected, PppoeFailures.Last(lines, process)?.Text);
        Assert.Equal("CHAP authentication failed", PppoeFailures.Last(lines, process, 450)?.Text);
    }

    [Fact]
    public void Ruleset_ListingOfNft_GivesChainsRulesAndCounters()
    {
        var firewall = RulesetListing.Parse("""
            table inet router {
            	map ports {
            		type inet_service : verdict
            		elements = { 22 : accept }
            	}

            	chain fingerprint_0123456789abcdef {
            	}

            	chain forward {
            		type filter hook forward priority filter; policy drop;
            		ct state established,related counter packets 5 bytes 300 accept comment "replies"
            		iifname vmap { "eth1" : jump lan,
            			       "eth2" : accept }
            	}
            }
            """,
            new Dictionary<string, NamedCounter>());
        Assert.Equal("0123456789abcdef", firewall.Fingerprint);
        var chain = Assert.Single(firewall.Chains);
        Assert.Equal(("forward", "forward", "drop"), (chain.Name, chain.Hook, chain.Policy));
        Assert.Equal(
            [
                new RuleStatus("ct state established,related accept", "replies", 5, 300),
                new RuleStatus("iifname vmap { \"eth1\" : jump lan, \"eth2\" : accept }", null, null, null)
            ],
            chain.Rules);
    }

    [Fact]
    public void Routes_JsonOfIp_HaveNamesForNumbers()
    {
        const string json = """
            [{"dst":"default","gateway":"203.0.113.1","dev":"eth0","protocol":"16","flags":[],"metric":100},
             {"type":"6","dst":"10.9.0.0/16","protocol":"84","scope":"0","flags":[]},
             {"dst":"192.168.10.0/24","dev":"lan","protocol":"2","scope":"253","prefsrc":"192.168.10.1","flags":[]}]
            """;
        Assert.Equal(
            [
                new RouteStatus("0.0.0.0/0", "203.0.113.1", "eth0", "wan", "dhcp", "unicast", 100, null),
                new RouteStatus("10.9.0.0/16", null, null, null, "router", "blackhole", null, null),
                new RouteStatus("192.168.10.0/24", null, "lan", null, "kernel", "unicast", null, "192.168.10.1"),
            ],
            RouteList.Parse(json, version6: false, new Dictionary<string, string> { ["eth0"] = "wan" }));
    }

    [Theory]
    [InlineData(
        "Jan  2 11:59:58 home daemon.err dnsmasq[123]: no address range", "2026-01-02 11:59:58 error dnsmasq[123] no address range")]
    [InlineData("Dec 31 23:59:58 home kern.warn kernel: eth0: link down", "2025-12-31 23:59:58 warning kernel eth0: link down")]
    [InlineData("no stamp", " info system no stamp")]
    public void Log_LineOfSyslog_IsTakenApart(string line, string expected)
    {
        var parsed = LogLines.FromSyslog(line, Now);
        Assert.Equal(expected, $"{parsed.Time:yyyy-MM-dd HH:mm:ss} {parsed.Level} {parsed.Source} {parsed.Text}");
    }

    [Fact]
    public void Log_LineOfTheDaemon_IsTakenApart() => Assert.Equal(
        new LogLine(Now, "warning", "routerd", "boot: x"),
        LogLines.FromCompactJson("""{"@t":"2026-01-02T12:00:00.0000000Z","@m":"boot: x","@i":"1","@l":"Warning"}"""));

    [Fact]
    public void Log_LineCutByAPowerLoss_IsShownAsItIs() => Assert.Equal("{\"@t\":\"2026", LogLines.FromCompactJson("{\"@t\":\"2026").Text);
}
