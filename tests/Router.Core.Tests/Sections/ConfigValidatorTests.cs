using System.Text;
using Router.Core.Boards;
using Router.Core.Tests.Config;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Sections;

/// <summary>Each case types a few lines into the home example and expects exactly these problems.</summary>
public sealed class ConfigValidatorTests
{
    private static readonly Surroundings Board = new(
        new BoardFacts("test", new Dictionary<string, ValueList<string>> { ["wan"] = ["eth0"], ["lan"] = ["eth1", "eth2"] }.ToValueMap()),
        ["guest-nas"]);

    [Theory]
    [InlineData("interfaces wan mtu 1400")]
    [InlineData("interfaces lo0 loopback true;interfaces lo0 addresses 192.168.10.255/32")]
    [InlineData("routes 10.0.0.0/8 via 203.0.113.9;routes 10.0.0.0/8 interface wan")]
    [InlineData("routes 10.9.0.0/16 blackhole true")]
    [InlineData("interfaces wan addresses 203.0.113.2/24")]
    [InlineData(
        "firewall nat forwards deep from wan;firewall nat forwards deep service tcp/8022;firewall nat forwards deep to 10.20.3.4;firewall nat forwards deep to-port 22")]
    public void Validate_Allowed_HasNoProblems(string lines) => Assert.Equal("", Problems(lines));

    [Theory]
    [InlineData("system users root role view", "system users root: root is an account of the system itself (choose another login name)")]
    [InlineData("system users squid role view", "system users squid: squid is an account of the system itself (choose another login name)")]
    [InlineData("system users anna password nope", "system users anna password: there is no secret nope (there are guest-nas)")]
    [InlineData(
        "system users guest-nas keys \"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8oEqVqaEs2YmDCKH7dcVPkYD9gbvRqoxSDwPCUPMlF\"",
        "system users guest-nas keys: the role files has no login, so keys do nothing (choose another role or delete the keys)")]
    [InlineData(
        "system users u75 role view;system users u260 role view",
        "system users u260: has the same user id as u75 (10528) (choose another login name for one of them)")]
    [InlineData(
        "interfaces x zone lan",
        "interfaces x: does not say what it is (add device, bridge, vlan, or another kind that `explain interfaces NAME` lists)")]
    [InlineData(
        "interfaces wan loopback true",
        "interfaces wan dhcp: there is no DHCP on a loopback (delete dhcp)|interfaces wan loopback: it is already a device (delete one of device, loopback)")]
    [InlineData(
        "interfaces a-very-long-bridge bridge []",
        "interfaces a-very-long-bridge: as the name of a bridge 'a-very-long-bridge' is longer than the 15 bytes that the kernel takes for the name of a link (choose a shorter name)")]
    [InlineData(
        "interfaces wan zone router",
        "interfaces wan zone: the zone router is the device itself (choose another name for the zone)|firewall policies \"lan -> wan\": there is no zone wan (did you mean lan?)|firewall policies \"router -> wan\": there is no zone wan (did you mean lan?)|firewall rules \"ssh from the office\" from: there is no zone wan (did you mean lan?)|firewall nat masquerade wan: there is no zone wan (did you mean lan?)|firewall nat forwards web from: there is no zone wan (did you mean lan?)")]
    [InlineData(
        "interfaces lan addresses 2001:db8::1/64;interfaces lan mtu 1000",
        "interfaces lan mtu: 1000 is too small for the IPv6 addresses here (IPv6 needs 1280)")]
    [InlineData(
        "interfaces dmz device eth3;interfaces dmz addresses 10.7.0.0/24",
        "interfaces dmz addresses 10.7.0.0/24: 10.7.0.0 is the network's own address (choose an address of a host)")]
    [InlineData(
        "interfaces dmz device eth3;interfaces dmz addresses 10.7.0.255/24",
        "interfaces dmz addresses 10.7.0.255/24: 10.7.0.255 is the network's broadcast address (choose an address of a host)")]
    [InlineData(
        "interfaces dmz device eth3;interfaces dmz addresses 224.0.0.1/24",
        "interfaces dmz addresses 224.0.0.1/24: 224.0.0.1 is a multicast or reserved address (choose an address of a host)")]
    [InlineData(
        "interfaces dmz device eth3;interfaces dmz addresses 192.168.0.1/16",
        "interfaces dmz addresses 192.168.0.1/16: the network 192.168.0.0/16 overlaps 192.168.10.0/24 of lan (each interface needs networks of its own; a bridge joins ports into one network)")]
    [InlineData(
        "interfaces dmz device eth3;interfaces dmz addresses 192.168.10.1/24",
        "interfaces dmz addresses 192.168.10.1/24: 192.168.10.1 is an address of lan already (give each interface addresses of its own)")]
    [InlineData("interfaces dmz device eth1", "interfaces dmz device: eth1 is used by lan already (a port has one interface or bridge)")]
    [InlineData("interfaces dmz device @dmz", "interfaces dmz device: there is no role @dmz (there are @wan, @lan)")]
    [InlineData(
        "interfaces dmz device @lan",
        "interfaces dmz device: @lan is 2 ports: eth1, eth2 (name one of them, or make a bridge of them)|interfaces dmz device: eth1 is used by lan already (a port has one interface or bridge)|interfaces dmz device: eth2 is used by lan already (a port has one interface or bridge)")]
    [InlineData(
        "interfaces eth0 bridge eth7",
        "interfaces eth0: the bridge has the name of a port that wan uses (choose another name for the bridge)")]
    [InlineData(
        "interfaces lo1 loopback true;interfaces lo2 loopback true",
        "interfaces lo2 loopback: lo1 is the loopback already (put the addresses into lo1)")]
    [InlineData(
        "routes 10.0.0.0/8",
        "routes 10.0.0.0/8: leads nowhere (add via, interface, ways, mesh, blackhole: true, unreachable: true or prohibit: true)")]
    [InlineData(
        "routes 10.0.0.0/8 via 203.0.113.9",
        "routes 10.0.0.0/8 via: 203.0.113.9 is on no connected network (if it is on the network that wan gets by DHCP, add interface: wan)")]
    [InlineData(
        "routes 10.0.0.0/8 via 192.168.10.1", "routes 10.0.0.0/8 via: 192.168.10.1 is the router's own address (name the next router)")]
    [InlineData(
        "routes 10.0.0.0/8 via 2001:db8::1",
        "routes 10.0.0.0/8 via: 2001:db8::1 is of the other family than 10.0.0.0/8 (prefix and gateway are both IPv4 or both IPv6)")]
    [InlineData("routes ::/0 via fe80::1", "routes ::/0 via: fe80::1 is on every link (add interface)")]
    [InlineData("routes 10.0.0.0/8 interface lam", "routes 10.0.0.0/8 interface: there is no interface lam (did you mean lan?)")]
    [InlineData("routes 10.20.0.0/16 blackhole true", "routes 10.20.0.0/16 blackhole: a blackhole has no way (delete blackhole or via)")]
    [InlineData(
        "firewall policies lan -> dmz accept", "firewall policies \"lan -> dmz\": there is no zone dmz (there are wan, lan, router)")]
    [InlineData(
        "firewall policies router -> router accept",
        "firewall policies \"router -> router\": what the router sends to itself always passes (delete the policy)")]
    [InlineData(
        "firewall policies lan -> router [ping, icmp]",
        "firewall policies \"lan -> router\" icmp: icmp is part of ping, which is listed already (delete icmp)")]
    [InlineData("firewall rules r source @ofice", "firewall rules r source @ofice: there is no address set @ofice (did you mean @office?)")]
    [InlineData(
        "firewall rules r source 10.0.0.0/8;firewall rules r destination 2001:db8::/32",
        "firewall rules r destination: never matches: source and destination are of different families (use IPv4 or IPv6 in both)")]
    [InlineData("firewall rules r to wam", "firewall rules r to: there is no zone wam (did you mean wan?)")]
    [InlineData(
        "firewall nat masquerade router",
        "firewall nat masquerade router: router is the device itself, not a zone of interfaces (name the zone that the interfaces are in)")]
    [InlineData(
        "firewall nat forwards web to 172.16.0.1",
        "firewall nat forwards web to: 172.16.0.1 is on no connected network and behind no route (check the address)")]
    [InlineData(
        "firewall nat forwards web to 192.168.10.1",
        "firewall nat forwards web to: 192.168.10.1 is the router itself (a rule that accepts the service does this without a forward)")]
    [InlineData(
        "firewall nat forwards web service gre",
        "firewall nat forwards web service gre: gre has no ports to forward (name services over TCP or UDP)")]
    [InlineData(
        "firewall nat forwards web service https;firewall nat forwards web to-port 80",
        "firewall nat forwards web to-port: several ports cannot go to one (make a forward for each, or leave to-port out)")]
    [InlineData(
        "firewall nat forwards w2 from wan;firewall nat forwards w2 service tcp/80-90;firewall nat forwards w2 to 192.168.10.9",
        "firewall nat forwards w2 service: web forwards some of it already (a port goes to one host)")]
    [InlineData("services dhcp lam range 10.0.0.1-10.0.0.9", "services dhcp lam: there is no interface lam (did you mean lan?)")]
    [InlineData(
        "services dhcp wan range 10.0.0.1-10.0.0.9",
        "services dhcp wan: wan has no fixed IPv4 address (add one at interfaces wan addresses)")]
    [InlineData(
        "services dhcp lan range 192.168.11.1-192.168.11.9",
        "services dhcp lan range: not inside 192.168.10.0/24 (hosts get addresses of the interface's network)")]
    [InlineData(
        "services dhcp lan range 192.168.10.1-192.168.10.4",
        "services dhcp lan range: 192.168.10.1 in it is the router's own address (choose a range without it)")]
    [InlineData(
        "services dhcp lan range 192.168.10.200-192.168.10.255",
        "services dhcp lan range: 192.168.10.255 in it is the broadcast address (choose a range without it)")]
    [InlineData("services dhcp lan lease-time 10s", "services dhcp lan lease-time: shorter than the server takes (at least 2m)")]
    [InlineData(
        "services dhcp lan leases nas address 192.168.10.150",
        "services dhcp lan leases nas address: 192.168.10.150 is inside the range 192.168.10.100-192.168.10.199 (another host may have it already; choose one outside)")]
    [InlineData(
        "services dhcp lan leases nas address 192.168.11.5",
        "services dhcp lan leases nas address: 192.168.11.5 is not inside 192.168.10.0/24 (choose an address of the interface's network)")]
    [InlineData(
        "services dhcp lan leases b mac 52:54:00:12:34:56;services dhcp lan leases b address 192.168.10.5",
        "services dhcp lan leases b mac: 52:54:00:12:34:56 is nas already (a host has one lease)|services dhcp lan leases b address: 192.168.10.5 is given to nas already (choose another)")]
    [InlineData(
        "services dns upstream 192.168.10.1",
        "services dns upstream 192.168.10.1: 192.168.10.1 is the router itself (name servers elsewhere)")]
    [InlineData("services ssh zones dmz", "services ssh zones dmz: there is no zone dmz (there are wan, lan)")]
    [InlineData("services ssh port 3128", "services proxy port: ssh has port 3128 already (choose another port)")]
    [InlineData(
        "services proxy deny x.tracker.example",
        "services proxy deny x.tracker.example: .tracker.example refuses it already (delete x.tracker.example)")]
    [InlineData(
        "services files shares media read ghost",
        "services files shares media read ghost: there is no user ghost (there are anna, guest-nas)")]
    [InlineData(
        "services files shares media read anna",
        "services files shares media read anna: anna has no password, which file shares need (set system users anna password !secret NAME)")]
    [InlineData(
        "services files shares media read guest-nas",
        "services files shares media read guest-nas: guest-nas may write, and so read, already (delete one of the two)")]
    public void Validate_Mistake_IsNamedWithAHint(string lines, string expected) => Assert.Equal(expected, Problems(lines));

    [Theory]
    [MemberData(nameof(Examples.Names), MemberType = typeof(Examples))]
    public void Check_Example_HasNeitherProblemsNorAdvice(string name)
    {
        var reading = ConfigValidator.Check(Examples.Bytes(name), Surroundings.None);

        Assert.Empty(reading.Problems);
        Assert.Empty(reading.Advice);
    }

    [Fact]
    public void Check_ProblemsOfReadingAndOfMeaning_ComeTogetherByLine()
    {
        var yaml =
            """
            version: 1
            interfaces:
              lan: { device: eth0, zone: lan, addresses: [10.0.0.1/33] }
            firewall:
              policies:
                lan -> wam: accept
            services:
              ssh: { zones: [lan], port: many }

            """;

        var problems = ConfigValidator.Check(Encoding.UTF8.GetBytes(yaml), Surroundings.None).Problems;

        Assert.Equal(
            [
                "t:3:47: interfaces lan addresses: '10.0.0.1/33' is not an address with its prefix length (for example 192.168.10.1/24)",
                "t:6:5: firewall policies \"lan -> wam\": there is no zone wam (there are lan, router)",
                "t:8:30: services ssh port: 'many' is not a port from 1 to 65535 (for example 8080)",
            ],
            problems.Select(p => p.ToString("t")));
    }

    [Fact]
    public void Check_NobodyCanLogIn_SaysSo()
    {
        var document = ConfigDocument.Empty.Set(["services", "ssh", "zones", "lan"]).Document!;

        var advice = ConfigValidator.Check(document.Reading, Surroundings.None).Advice;

        Assert.Contains(advice, a => a.Path == "services ssh" && a.Message.Contains("nobody can log in", StringComparison.Ordinal));
        Assert.Contains(advice, a => a.Path == "system users");
    }

    private static string Problems(string lines)
    {
        var document = ConfigReader.Read(Examples.Bytes("home.yaml")).Document!;
        foreach (var line in lines.Split(';'))
        {
            ConfigPath.TrySplit(line, out var words);
            var edit = document.Set(words);
            Assert.Null(edit.Problem);
            document = edit.Document!;
        }
        var problems = ConfigValidator.Check(document.Reading, Board).Problems;
        Assert.All(problems, p => Assert.NotEqual(0, p.Line));
        return string.Join(
            '|', problems.Select(p => p.ToString("")).Select(text => text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
    }
}
