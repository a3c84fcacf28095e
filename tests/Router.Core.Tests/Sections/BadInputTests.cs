using System.Text;
using Router.Core.Boards;
using Router.Documents;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Sections;

/// <summary>Documents that cannot be: each mistake has its line, its path and what to do about it.</summary>
public sealed class BadInputTests
{
    private static readonly Surroundings Board = new(
        new BoardFacts("test", new Dictionary<string, ValueList<string>> { ["wan"] = ["eth0"] }.ToValueMap()), ["known"]);

    [Theory]
    [InlineData("v: { vlan: 30, zone: a }", "interfaces v: a vlan stands on another interface (add on)")]
    [InlineData("v: { vlan: 30, on: nowhere, zone: a }", "interfaces v on: there is no interface nowhere (there are wan)")]
    [InlineData("v: { vlan: 30, on: v, zone: a }", "interfaces v on: v stands on v (name an interface that does not)")]
    [InlineData("v: { vlan: 5000, on: wan, zone: a }", "interfaces v vlan: '5000' is not a VLAN from 1 to 4094 (for example 30)")]
    [InlineData(
        "v: { vlan: 30, on: wan, zone: a }\n  w: { vlan: 30, on: wan, zone: a }",
        "interfaces w vlan: v is VLAN 30 on wan already (choose another number)")]
    [InlineData(
        "v: { device: eth1, vlan: 30, on: wan, zone: a }", "interfaces v vlan: it is already a device (delete one of device, vlan)")]
    [InlineData(
        "v: { device: eth1, on: wan, zone: a }", "interfaces v on: only VLANs, tunnels and PPPoE stand on an interface (delete on)")]
    [InlineData(
        "a-name-much-too-long: { dummy: true, zone: a }",
        "interfaces a-name-much-too-long: as the name of a dummy 'a-name-much-too-long' is longer than the 15 bytes that the kernel takes for the name of a link (choose a shorter name)")]
    [InlineData("v: { dummy: false, zone: a }", "interfaces v dummy: 'false' says nothing here: without dummy it is none (one of true)")]
    [InlineData("v: { veth: w, zone: a }", "interfaces v veth: there is no interface w (there are wan)")]
    [InlineData("v: { veth: wan, zone: a }", "interfaces v veth: wan is not the other end (set interfaces wan veth v)")]
    [InlineData("b: { bond: { members: [] }, zone: a }", "interfaces b bond members: a bond without ports (name at least one)")]
    [InlineData(
        "b: { bond: { members: [eth0] }, zone: a }",
        "interfaces b bond members eth0: eth0 is used by wan already (a port has one interface or bridge)")]
    [InlineData(
        "b: { bond: { members: [eth1], lacp-rate: fast }, zone: a }",
        "interfaces b bond lacp-rate: mode active-backup has no LACP (set mode 802.3ad, or delete lacp-rate)")]
    [InlineData(
        "b: { bond: { members: [eth1], mode: 802.3ad, miimon: 0 }, zone: a }",
        "interfaces b bond miimon: mode 802.3ad has to look at the carriers (100 is usual)")]
    [InlineData(
        "g: { gre: { local: 192.0.2.7, remote: 198.51.100.1 }, zone: a }",
        "interfaces g gre local: 192.0.2.7 is no address of this router (name an address of one of its interfaces)")]
    [InlineData(
        "g: { gre: { remote: 192.0.2.1 }, zone: a }",
        "interfaces g gre remote: 192.0.2.1 is the router's own address (name the other end)")]
    [InlineData("x: { vxlan: { id: 5 }, zone: a }", "interfaces x vxlan: has no ends (add remote, or local)")]
    [InlineData(
        "x: { vxlan: { id: 5, remote: 239.0.0.1 }, zone: a }",
        "interfaces x vxlan remote: 239.0.0.1 is a group, which is on every link (add on, beside vxlan)")]
    [InlineData(
        "l: { bridge: [x], zone: a }\n  x: { vxlan: { id: 5, remote: 198.51.100.1 }, addresses: [10.9.0.1/24] }",
        "interfaces x addresses: is a port of l, which has the addresses (delete addresses)")]
    [InlineData(
        "l: { bridge: [eth1], vlans: { eth2: { untagged: 5 } }, zone: a }",
        "interfaces l vlans eth2: there is no port eth2 (did you mean eth1?)")]
    [InlineData(
        "l: { bridge: [eth1], vlans: { eth1: { untagged: 5, tagged: [5] } }, zone: a }",
        "interfaces l vlans eth1 untagged: VLAN 5 is tagged already (delete one of the two)")]
    [InlineData(
        "l: { device: eth1, zone: a, addresses: [192.0.2.9/25] }",
        "interfaces l addresses 192.0.2.9/25: the network 192.0.2.0/25 overlaps 192.0.2.0/24 of wan (each interface needs networks of its own; a bridge joins ports into one network)")]
    [InlineData(
        "l: { device: eth1, zone: a, delegated: { from: wann } }",
        "interfaces l delegated from: there is no interface wann (did you mean wan?)")]
    [InlineData(
        "l: { device: eth1, zone: a, delegated: { from: wan } }",
        "interfaces l delegated from: wan asks for no prefix (set interfaces wan ipv6 prefix 56)")]
    [InlineData(
        "u: { device: eth1, zone: a, ipv6: { prefix: 60 } }\n  l: { device: eth2, zone: a, delegated: { from: u, subnet: 16 } }",
        "interfaces l delegated subnet: a /60 has subnets 0 to 15 (choose one of them)")]
    [InlineData(
        "u: { device: eth1, zone: a, ipv6: { prefix: 60 } }\n  l: { device: eth2, zone: a, delegated: { from: u } }\n  m: { device: eth3, zone: a, delegated: { from: u } }",
        "interfaces m delegated subnet: l has it already (choose another number)")]
    [InlineData(
        "l: { device: eth1, zone: a, ipv6: { slaac: false } }",
        "interfaces l ipv6: asks for nothing (set one of slaac, dhcp and prefix, or delete ipv6)")]
    [InlineData("l: { device: \"@dsl\", zone: a }", "interfaces l device: there is no role @dsl (there are @wan)")]
    public void Interfaces_Mistake_IsNamedWithARemedy(string line, string expected) => Assert.Equal(expected, Problems($"  {line}\n", ""));

    [Theory]
    [InlineData(
        "routes: { 10.0.0.0/8: { blackhole: true, unreachable: true } }",
        "routes 10.0.0.0/8 unreachable: it is a blackhole already (delete one of the two)")]
    [InlineData(
        "routes: { 10.0.0.0/8: { unreachable: true, via: 192.0.2.9 } }",
        "routes 10.0.0.0/8 unreachable: what is unreachable has no way (delete unreachable or via)")]
    [InlineData("routing: { rules: [{ name: r, table: two }] }", "routing rules r table: there is no routing table two (there are main)")]
    [InlineData(
        "routing: { rules: [{ name: r, table: main, mark: 5 }] }",
        "routing rules r mark: nothing gives the mark 5 (add it to firewall marks)")]
    [InlineData(
        "routing: { tables: { main: { id: 5 } } }",
        "routing tables main: main is the table of routes (put its routes there, or choose another name)")]
    [InlineData("routing: { tables: { a: { id: 5 }, b: { id: 5 } } }", "routing tables b id: a is table 5 already (choose another number)")]
    [InlineData(
        "routing: { tables: { a: { id: 5, routes: { 10.0.0.0/8: { via: 10.9.9.9 } } } } }",
        "routing tables a routes 10.0.0.0/8 via: 10.9.9.9 is on no connected network (give an interface an address on the gateway's network)")]
    [InlineData("firewall: { marks: [{ name: m, from: dmz, mark: 5 }] }", "firewall marks m from: there is no zone dmz (there are wan)")]
    [InlineData(
        "firewall: { nat: { source: { m: { to: wan, source: \"@off\", address: 192.0.2.1 } } } }",
        "firewall nat source m source @off: there is no address set @off (there is no address set yet)")]
    [InlineData(
        "firewall: { nat: { source: { m: { to: wan, source: 10.0.0.1, address: \"2001:db8::1\" } } } }",
        "firewall nat source m address: is of the other family than the source 10.0.0.1 (source and address are both IPv4 or both IPv6)")]
    [InlineData(
        "firewall: { nat: { one-to-one: { a: { zone: wan, outer: 192.0.2.5, inner: \"2001:db8::1\" } } } }",
        "firewall nat one-to-one a inner: 2001:db8::1 is of the other family than 192.0.2.5 (both are IPv4 or both IPv6)")]
    [InlineData(
        "firewall: { nat: { one-to-one: { a: { zone: wan, outer: 192.0.2.5, inner: 10.0.0.1 } }, destination: { b: { zone: wan, outer: 192.0.2.5, inner: 10.0.0.2 } } } }",
        "firewall nat destination b outer: 192.0.2.5 belongs to a already (an address is one host's)")]
    [InlineData(
        "services: { router-advertisements: { lan: {} } }",
        "services router-advertisements lan: there is no interface lan (did you mean wan?)")]
    [InlineData(
        "services: { router-advertisements: { wan: {} } }",
        "services router-advertisements wan: wan has no IPv6 address with a /64 (add one at interfaces wan addresses: hosts make theirs of it)")]
    [InlineData(
        "firewall: { rules: [{ name: r, from: wan, limit-per: source }] }",
        "firewall rules r limit-per: there is no limit that each source could have (add limit, or delete limit-per)")]
    [InlineData(
        "system: { hardening: { reverse-path: sometimes } }",
        "system hardening reverse-path: 'sometimes' is no reverse path (one of loose, strict, off)")]
    [InlineData(
        "system: { hardening: { reverse-path: strict } }\nmesh: { m: { underlay: wan, address: 10.255.0.7/24, key: 100, hubs: [192.0.2.9], ipsec: none } }",
        "system hardening reverse-path: a mesh has ways that differ there and back, and strict drops them (set it to loose)")]
    [InlineData("firewall: { helpers: [ftpp] }", "firewall helpers: 'ftpp' is no helper (did you mean ftp?)")]
    public void Rest_Mistake_IsNamedWithARemedy(string section, string expected) => Assert.Equal(expected, Problems("", section));

    [Fact]
    public void Check_TenThousandMistakes_AreAllThereByLine()
    {
        var rules = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"    - {{ name: r{i}, from: nowhere{i}, to: router }}\n"));
        var problems = ConfigValidator.Check(Encoding.UTF8.GetBytes($"version: 1\nfirewall:\n  rules:\n{rules}"), Board).Problems;
        Assert.Equal(Enumerable.Range(4, 10_000), problems.Select(p => p.Line));
    }

    /// <summary>Places are looked up for every problem: ten thousand in one map or list must not take a hundred million steps.</summary>
    [Theory]
    [InlineData(
        "firewall:\n  rules:\n",
        "    - {{ name: r{0}, source: \"@s{0}\" }}\n",
        "firewall rules r9999 source @s9999: there is no address set @s9999 (there is no address set yet)")]
    [InlineData(
        "routes:\n",
        "  \"2001:db8:{0}::/48\": {{ via: \"2001:db8::9\" }}\n",
        "routes 2001:db8:9999::/48 via: 2001:db8::9 is on no connected network (give an interface an address on the gateway's network)")]
    [InlineData(
        "interfaces:\n",
        "  i{0}: {{ device: eth{0}, zone: z, mtu: big }}\n",
        "interfaces i9999 mtu: 'big' is not a number from 68 to 65535 (for example 1500)")]
    [InlineData(
        "firewall:\n  policies:\n",
        "    a{0} -> b: accept\n",
        "firewall policies \"a9999 -> b\": there is no zone a9999 (there are router)")]
    [InlineData(
        "services:\n  files:\n    zones: [z]\n    shares:\n",
        "      s{0}: {{ path: p{0}, read: [u{0}] }}\n",
        "services files shares s9999 read u9999: there is no user u9999 (there is no user yet)")]
    public void Check_TenThousandOfAKind_AreAllListed(string head, string line, string last)
    {
        var lines = string.Concat(
            Enumerable.Range(0, 10_000).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, i)));
        var problems = ConfigValidator.Check(Encoding.UTF8.GetBytes($"version: 1\n{head}{lines}"), Board).Problems;
        Assert.True(problems.Count >= 10_000, $"{problems.Count}");
        Assert.Contains(
            problems, p => p.ToString("").EndsWith($": {last}", StringComparison.Ordinal) && p.Line == 10_001 + head.Count(c => c == '\n'));
    }

    private static string Problems(string interfaces, string rest)
    {
        var document = $"version: 1\ninterfaces:\n  wan: {{ device: eth0, zone: wan, addresses: [192.0.2.1/24] }}\n{interfaces}{rest}\n";
        var problems = ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Board).Problems;
        Assert.All(problems, p => Assert.NotEqual(0, p.Line));
        return string.Join(
            '|', problems.Select(p => p.ToString("")).Select(text => text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
    }
}
