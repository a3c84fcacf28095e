using System.Net;
using System.Text;
using Router.Core.Boards;
using Router.Core.Values;
using Router.Ctl.Importing;
using Router.Ctl.Importing.OpenWrt;
using Router.Ctl.Importing.Uci;
using Router.Documents;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Firewall;
using Router.Features.Interfaces.Kinds.Pppoe;
using Router.Features.Interfaces.Kinds.Tunnels;
using Router.Testing;

namespace Router.Ctl.Tests.Importing;

public sealed class OpenWrtImportTests
{
    private static readonly BoardFacts Board = new(
        "test", ValueMap<string, ValueList<string>>.Empty.With("wan", ["eth0"]).With("lan", ["eth1", "eth2"]));

    [Fact]
    public void Run_Home_SaysItsNetworks()
    {
        var config = Good(OpenWrtImport.Run(Samples.Files(Samples.Home), BoardFacts.None));
        Assert.Equal(["lan1", "lan2"], config.Interfaces["lan"].Bridge!.Select(port => $"{port}"));
        Assert.Equal(["192.168.1.1/24", "fd12:3456:789a::1/64"], config.Interfaces["lan"].Addresses.Select(a => $"{a}"));
        Assert.Equal("wan", config.Interfaces["lan"].Delegated!.From);
        Assert.True(config.Interfaces["wan"] is { Dhcp: true, Ipv6: { Dhcp: true, Prefix: 56 } });
        Assert.Equal("lan3", config.Interfaces["guest"].On);
        Assert.Equal("guest", config.Interfaces["wg0"].Zone);
        Assert.Equal("192.168.1.2", $"{config.Routes[IPNetwork.Parse("10.20.0.0/16")].Via}");
        Assert.Equal("table-100", Assert.Single(config.Routing.Rules).Table);
        Assert.Equal("192.168.1.5", $"{config.Services.Dhcp["lan"].Leases["nas"].Address}");
        Assert.Equal("Europe/Oslo", config.System.TimeZone);
    }

    [Fact]
    public void Run_Home_SaysItsFirewall()
    {
        var firewall = Good(OpenWrtImport.Run(Samples.Files(Samples.Home), BoardFacts.None)).Firewall;
        Assert.Equal(
            ["guest -> guest: Reject", "guest -> lan: Reject", "guest -> wan: Accept", "lan -> guest: Reject", "lan -> lan: Accept",
                "lan -> router: Accept", "lan -> wan: Accept", "wan -> guest: Reject", "wan -> lan: Reject", "wan -> router: Reject"],
            firewall.Policies.Select(p => $"{p.Key}: {p.Value.Action}").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["blocked", "blocked 2", "blocked 3", "Allow-DHCP-Renew", "Allow-Ping", "Allow-IPSec-ESP", "guest dns", "no mac"],
            firewall.Rules.Select(rule => rule.Name));
        Assert.Equal(["icmp/echo-request"], firewall.Rules.First(rule => rule.Name == "Allow-Ping").Service.Select(s => s.Name));
        Assert.Equal(["tcp/53", "udp/53"], firewall.Rules.First(rule => rule.Name == "guest dns").Service.Select(s => s.Name));
        Assert.Equal((ushort)80, firewall.Nat.Forwards["web"].ToPort);
        Assert.Equal(["wan"], firewall.Nat.Masquerade);
    }

    [Fact]
    public void Run_Board_GivesItsPorts()
    {
        var config = Good(OpenWrtImport.Run(Samples.Files(Samples.Switch), Board));
        Assert.Equal("@lan", $"{Assert.Single(config.Interfaces["lan"].Bridge!)}");
        Assert.Equal("@wan", $"{config.Interfaces["wan-port"].Device}");
    }

    [Fact]
    public void Run_SwitchWithoutABoard_KeepsItsVlans()
    {
        var config = Good(OpenWrtImport.Run(Samples.Files(Samples.Switch), BoardFacts.None));
        Assert.Equal(["eth0.1"], config.Interfaces["lan"].Bridge!.Select(port => $"{port}"));
        Assert.Equal(("eth0", "eth0"), (config.Interfaces["eth0.1"].On, config.Interfaces["wan-port"].On));
    }

    [Fact]
    public void Run_BridgeOfVlans_SaysThemByPort()
    {
        var config = Good(OpenWrtImport.Run(Samples.Files(Samples.Vlans), BoardFacts.None));
        var vlans = config.Interfaces["br0"].Vlans;
        Assert.Equal(
            ["br0:  10 20", "lan1: 10 ", "lan2:  10 20"],
            vlans.Select(v => $"{v.Key}: {v.Value.Untagged} {string.Join(' ', v.Value.Tagged)}").Order(StringComparer.Ordinal));
        Assert.Equal(("br0", "br0"), (config.Interfaces["office"].On, config.Interfaces["phones"].On));
        Assert.Equal("router-zone", config.Interfaces["phones"].Zone);
        Assert.Equal(FirewallAction.Accept, config.Firewall.Policies[new("router-zone", "router")].Action);
    }

    [Fact]
    public void Run_Secrets_AreNamedAndNowhere()
    {
        foreach (var sample in new[] { Samples.Home, Samples.Switch })
        {
            var result = OpenWrtImport.Run(Samples.Files(sample), BoardFacts.None);
            var told = result.Document + ImportReport.Text(result);
            Assert.All([Samples.PrivateKey, Samples.SharedKey, "opensesame", "correcthorse"], secret =>
                Assert.DoesNotContain(secret, told));
        }
        var home = OpenWrtImport.Run(Samples.Files(Samples.Home), BoardFacts.None);
        Assert.Equal(["wg0-key", "wg0-anna-key"], home.Secrets.Select(secret => secret.Name));
        Assert.Contains("set secret wg0-key", ImportReport.Text(home));
    }

    [Fact]
    public void Run_Keys_AreThoseOfAnAdmin()
    {
        const string key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8oEqVqaEs2YmDCKH7dcVPkYD9gbvRqoxSDwPCUPMlF anna@laptop";
        var result = OpenWrtImport.Run(Samples.Files(Samples.Home, "# mine", key, "no key"), BoardFacts.None);
        Assert.Equal([key], Good(result).System.Users["admin"].Keys);
        Assert.Equal(Fate.NotSayable, result.Entries.First(e => e.Line is { File: OpenWrtFiles.KeysPath, Line: 3 }).Fate);
    }

    /// <summary>A condition that cannot be said takes the rule with it: without it the rule would be wider.</summary>
    [Theory]
    [InlineData("option start_date 2026-12-24", "start_date")]
    [InlineData("option src_ip '!10.0.0.1'", "src_ip")]
    [InlineData("option start_time 21:00:00\noption utc_time 1", "UTC")]
    [InlineData("option start_time 21:00:30", "")]
    [InlineData("option ipset nobody", "its set")]
    [InlineData("option src_ip fe80::1%eth0", "")]
    public void Run_RuleWithMoreThanCanBeSaid_IsLeftOutWhole(string option, string why)
    {
        var result = OpenWrtImport.Run(
            Samples.Files([.. Samples.Home,
                ("firewall", $"config rule\noption name odd\noption src wan\noption target ACCEPT\n{option}\n")]),
            BoardFacts.None);
        Assert.DoesNotContain(Good(result).Firewall.Rules, rule => rule.Name == "odd");
        var entries = result.Entries.Where(e => e.Line is { File: "etc/config/firewall", Path: "firewall.@rule[0].target" }
            && e.Fate == Fate.NotSayable);
        Assert.Contains(entries, entry => entry.Remark.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_LineByPppoe_IsASessionOverItsPort()
    {
        var result = OpenWrtImport.Run(Samples.Files(Samples.Switch), BoardFacts.None);
        var line = Good(result).Interfaces["wan"];
        var pppoe = Assert.IsType<PppoeConfig>(line.Virtual.Values.Single());
        Assert.Equal(("me@isp.example", "wan-password", "wan-port"), (pppoe.User, pppoe.Password.Name, line.On));
        Assert.Equal(56, line.Ipv6!.Prefix);
        Assert.Contains("wan-password", result.Secrets.Select(secret => secret.Name));
    }

    [Fact]
    public void Run_Tunnels_GoOverTheLineThatTheyName()
    {
        const string network = """
            config interface lan
              option type bridge
              option ifname eth1
              option proto static
              option ipaddr 192.168.1.1/24
            config interface he
              option proto 6in4
              option peeraddr 216.66.80.90
              option ip6addr 2001:db8:1f::2/64
              option tunlink wan
              option mtu 1472
            config interface six
              option proto 6rd
              option peeraddr 192.0.2.254
              option ip6prefix 2001:db8:4000::
              option ip6prefixlen 34
              option ip4prefixlen 8
            config interface four
              option proto dslite
              option peeraddr aftr.isp.example
              option tunlink wan6
            config interface frames
              option proto gretap
              option peeraddr 192.0.2.60
              option ikey 7
              option okey 7
              option network lan
            config interface site
              option proto ipip
              option peeraddr 192.0.2.61
              option ttl 32
            config interface wan
              option device eth0
              option proto dhcp
              option macaddr 02:00:00:00:00:05
            config interface wan6
              option device eth0
              option proto dhcpv6
              option reqprefix no
            """;
        var result = OpenWrtImport.Run(Samples.Files([("network", network)]), BoardFacts.None);
        var config = Good(result);
        Assert.Equal("02:00:00:00:00:05", config.Interfaces["wan"].Mac);
        Assert.Equal(
            new SixInFourConfig { Remote = IPAddress.Parse("216.66.80.90"), Over = "wan" }, config.Interfaces["he"].Virtual["6in4"]);
        Assert.Equal(
            new SixRdConfig
            {
                Prefix = IPNetwork.Parse("2001:db8:4000::/34"),
                SharedBits = 8,
                Relay = IPAddress.Parse("192.0.2.254"),
                Over = "wan",
            },
            config.Interfaces["six"].Virtual["6rd"]);
        Assert.Equal(new DsLiteConfig { Aftr = "aftr.isp.example", Over = "wan" }, config.Interfaces["four"].Virtual["dslite"]);
        Assert.Equal(
            new GretapConfig { Remote = IPAddress.Parse("192.0.2.60"), Key = 7 }, config.Interfaces["frames"].Virtual["gretap"]);
        Assert.Equal(new IpipConfig { Remote = IPAddress.Parse("192.0.2.61"), Ttl = 32 }, config.Interfaces["site"].Virtual["ipip"]);
        Assert.Equal(["eth1", "frames"], config.Interfaces["lan"].Bridge!.Select(port => $"{port}"));
        Assert.Equal(("he", 1472), (config.Routes[IPNetwork.Parse("::/0")].Interface, config.Interfaces["he"].Mtu));
    }

    [Fact]
    public void Run_WordsOfADhcpClient_AreSaid()
    {
        const string line = "config interface wan\noption device eth0\noption proto dhcp\noption hostname '*'\noption vendorid 'box 2'\n"
            + "option clientid 01525400aabbcc\noption reqopts '43 125'\nlist sendopts 0x4d:46535644\nlist sendopts nonsense\n"
            + "option broadcast 1\noption metric 50\noption peerdns 0\n"
            + "config interface wan6\noption device '@wan'\noption proto dhcpv6\noption reqprefix 2001:db8::/48\noption peerdns 0\n"
            + "config interface lan\noption device eth1\noption proto static\noption ipaddr 10.0.0.1/24\n"
            + "option ip6assign 64\noption ip6hint a\noption ip6ifaceid ::53\n";
        var result = OpenWrtImport.Run(Samples.Files([("network", line)]), BoardFacts.None);
        var config = Good(result);
        var client = config.Interfaces["wan"].DhcpClient!;
        Assert.Equal(
            ("", "box 2", "01:52:54:00:aa:bb:cc", (uint?)50, false, true),
            (client.Hostname, client.VendorClass, client.ClientId, client.Metric, client.Dns, client.Broadcast));
        Assert.Equal([43, 125], client.Request);
        Assert.Equal("hex:46535644", client.Options[77].Text);
        Assert.True(config.Interfaces["wan"].Ipv6 is { Prefix: 48, Dns: false });
        Assert.Equal("2001:db8::", $"{config.Interfaces["wan"].Ipv6!.Hint}");
        Assert.Equal((10, "::53"), (config.Interfaces["lan"].Delegated!.Subnet, $"{config.Interfaces["lan"].Delegated!.Suffix}"));
        Assert.Equal(Fate.NotSayable, result.Entries.Single(e => e.Line is { File: "etc/config/network", Line: 9 }).Fate);
    }

    [Fact]
    public void Run_DhcpClientWithoutWords_IsAWord() => Assert.Contains(
        "dhcp: true",
        OpenWrtImport.Run(Samples.Files([("network", "config interface wan\noption device eth0\noption proto dhcp\noption hostname ''\n")]),
            BoardFacts.None).Document, StringComparison.Ordinal);

    [Fact]
    public void Run_RelayAndTftp_AreServices()
    {
        var result = OpenWrtImport.Run(
            Samples.Files(
            [
                ("network", "config interface lan\noption device eth1\noption proto static\noption ipaddr 10.0.0.1/24\n"
                    + "config interface depot\noption device eth2\noption proto static\noption ipaddr 10.1.0.1/24\n"),
                ("firewall", "config zone\noption name lan\nlist network lan\nlist network depot\noption input ACCEPT\n"),
                ("dhcp", "config dnsmasq\noption enable_tftp 1\noption tftp_root /srv/tftp\n"
                    + "config dhcp lan\noption interface lan\noption start 100\noption limit 50\noption leasetime 12h\n"
                    + "config relay\noption local_addr 10.1.0.1\noption server_addr 10.9.0.1\noption interface wan\n"),
            ]),
            BoardFacts.None);
        var services = Good(result).Services;
        Assert.Equal(["10.9.0.1"], services.Dhcp["depot"].Relay.Select(address => $"{address}"));
        Assert.Equal(["lan"], services.Tftp!.Zones);
        Assert.Equal(
            [Fate.NotSayable, Fate.Said, Fate.Said, Fate.AlwaysSo],
            result.Entries.Where(e => e.Line is { File: "etc/config/dhcp", Line: 3 or >= 10 })
                .OrderBy(e => e.Line.Line).Select(e => e.Fate));
    }

    [Fact]
    public void Run_RuleOfACardByNight_SaysWhenAndWhose()
    {
        const string rule = "config rule\noption name night\noption src lan\noption dest wan\noption proto tcpudp\n"
            + "option src_port 1024-2048\nlist src_mac 00:11:22:33:44:55\noption start_time 21:00:00\noption stop_time 07:00:00\n"
            + "option weekdays 'Mon Tue'\noption target REJECT\n";
        var found = Good(OpenWrtImport.Run(Samples.Files([.. Samples.Home, ("firewall", rule)]), BoardFacts.None)).Firewall.Rules
            .Single(r => r.Name == "night");
        Assert.Equal(["00:11:22:33:44:55"], found.Mac);
        Assert.Equal(["1024-2048"], found.SourcePorts.Select(ports => $"{ports}"));
        Assert.Equal("21:00-07:00", $"{found.Time}");
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Tuesday], found.Days);
    }

    [Fact]
    public void Run_RuleThatIsOff_StandsWithoutEffect()
    {
        var result = OpenWrtImport.Run(
            Samples.Files([.. Samples.Home,
                ("firewall", "config rule\noption name later\noption src wan\noption enabled 0\noption target ACCEPT\n")]),
            BoardFacts.None);
        Assert.DoesNotContain(Good(result).Firewall.Rules, rule => rule.Name == "later");
        Assert.Contains("    - !inactive\n      name: later #", result.Document);
    }

    [Fact]
    public void Run_WhatTheDocumentRefuses_IsTakenAwayAndTold()
    {
        var result = OpenWrtImport.Run(
            Samples.Files(
            [
                ("network", "config interface lan\noption device eth0\noption proto static\n"
                    + "list ipaddr 10.0.0.1/24\nlist ipaddr 10.0.0.400/24\n"
                    + "config interface twin\noption device eth1\noption proto static\noption ipaddr 10.0.0.2/24\n"),
                ("system", "config system\noption hostname 'not a name'\n"),
            ]),
            BoardFacts.None);
        var config = Good(result);
        Assert.Equal(["10.0.0.1/24"], config.Interfaces["lan"].Addresses.Select(a => $"{a}"));
        Assert.Equal(
            [Fate.NotSayable, Fate.Contradicts, Fate.NotSayable],
            result.Entries.Where(e => e.Line is { File: "etc/config/network", Line: 5 or 9 } or { File: "etc/config/system", Line: 2 })
                .Select(e => e.Fate));
    }

    [Fact]
    public void Run_EveryLine_HasAFateAndItsPlace()
    {
        foreach (var sample in new[] { Samples.Home, Samples.Switch, Samples.Vlans })
        {
            var files = Samples.Files(sample);
            var result = OpenWrtImport.Run(files, BoardFacts.None);
            AllTold(files, result);
            Assert.All(sample, file => Assert.All(
                result.Entries.Where(e => e.Line.File == $"etc/config/{file.Name}"),
                entry => Assert.Contains(
                    entry.Line.Path.Split('.')[^1].Split('[')[0].TrimStart('@'), file.Text.Split('\n')[entry.Line.Line - 1])));
        }
    }

    /// <summary>Whatever the files say, what comes out is a document, and each line is accounted for.</summary>
    [Fact]
    public void Run_Mutations_AlwaysGiveADocument()
    {
        var whole = string.Concat(Samples.Home.Concat(Samples.Switch).Concat(Samples.Vlans).Select(file =>
            $"\u0001{file.Name}\n{file.Text}\n"));
        var rounds = 0;
        Fuzz.Run([Encoding.UTF8.GetBytes(whole)], bytes =>
        {
            // One in thirty: a document is checked several times in each.
            if (rounds++ % 30 != 0)
                return;
            var files = Samples.Files(Encoding.UTF8.GetString(bytes).Split('\u0001', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => part.Split('\n', 2)).Select(part => (part[0], part[^1])));
            var result = OpenWrtImport.Run(files, rounds % 60 == 1 ? Board : BoardFacts.None);
            Good(result);
            AllTold(files, result);
        });
    }

    private static void AllTold(OpenWrtFiles files, ImportResult result)
    {
        var told = result.Entries.Select(e => e.Line).ToHashSet();
        Assert.All(files.Configs.SelectMany(file => file.Sections).SelectMany(section => section.Lines), line =>
            Assert.Contains(line.Source, told));
        Assert.All(files.Configs.SelectMany(file => file.Faults), fault => Assert.Contains(fault.Line, told));
    }

    private static RouterConfig Good(ImportResult result)
    {
        var reading = ConfigValidator.Check(Encoding.UTF8.GetBytes(result.Document), Surroundings.None);
        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems.Select(p => p.ToString("out"))) + result.Document);
        return reading.Config;
    }
}
