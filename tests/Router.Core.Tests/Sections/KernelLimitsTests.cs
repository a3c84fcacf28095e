using System.Text;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Sections;

/// <summary>What the kernel would refuse is refused with its place and a remedy; what only comes later is not.</summary>
public class KernelLimitsTests
{
    private const string Wan =
        "  wan: { device: eth0, zone: wan, addresses: [203.0.113.7/32, 192.0.2.1/24, \"2001:db8:1::1/64\"] }\n  line: { device: eth1, zone: wan, dhcp: true, ipv6: {} }\n";

    [Theory]
    [InlineData(
        "  x: { vxlan: { id: 5, remote: 0.0.0.0 }, zone: lan }\n",
        "interfaces x vxlan remote: 0.0.0.0 is no address of a host (name the other end)")]
    [InlineData(
        "  x: { vxlan: { id: 5, local: \"::\" }, zone: lan }\n",
        "interfaces x vxlan local: :: is no address of a host (delete local, or name an address of this router)")]
    [InlineData(
        "  g: { gre: { remote: 255.255.255.255 }, zone: lan }\n",
        "interfaces g gre remote: 255.255.255.255 is a multicast or reserved address (name the other end)")]
    [InlineData(
        "  v: { vlan: 5, on: wan, zone: lan, mtu: 1501 }\n",
        "interfaces v mtu: 1501 is more than wan leaves to it, which is 1500 (choose at most 1500, or set interfaces wan mtu larger)")]
    [InlineData(
        "  x: { vxlan: { id: 5, remote: 192.0.2.9 }, on: wan, zone: lan, mtu: 1500 }\n",
        "interfaces x mtu: 1500 is more than wan leaves to it, which is 1450 (choose at most 1450, or set interfaces wan mtu larger)")]
    [InlineData(
        "  e: { device: eth2, zone: lan, mtu: 1000 }\n  v: { vlan: 5, on: e, zone: lan, addresses: [\"2001:db8:2::1/64\"] }\n",
        "interfaces v: takes packets of 1000 bytes, too small for the IPv6 addresses here (IPv6 needs 1280: make e larger)")]
    [InlineData(
        "  e: { device: eth2, zone: lan, mtu: 1000, ipv6: {} }\n",
        "interfaces e mtu: 1000 is too small for IPv6 from outside (IPv6 needs 1280)")]
    [InlineData(
        "  e: { device: eth2, zone: lan, mtu: 1000 }\nroutes: { \"2001:db8:5::/48\": { interface: e } }\n",
        "routes 2001:db8:5::/48: e takes packets of 1000 bytes, and IPv6 needs 1280 (set interfaces e mtu 1280 or more)")]
    [InlineData(
        "  x: { vxlan: { id: 5, remote: 192.0.2.9, port: 51820 }, zone: lan }\n  w: { wireguard: { private-key: !secret t, port: 51820 }, zone: lan }\n",
        "interfaces w wireguard: x has UDP port 51820 already (choose another one)")]
    [InlineData(
        "routes: { 0.0.0.0/0: { via: 172.31.1.1, interface: wan } }\n",
        "routes 0.0.0.0/0 via: 172.31.1.1 is on no connected network of wan (give wan an address on the gateway's network, or add on-link: true if the gateway is on its link all the same)")]
    [InlineData(
        "routes: { 0.0.0.0/0: { via: 172.31.1.1, on-link: true } }\n",
        "routes 0.0.0.0/0 on-link: says nothing without interface (name the gateway and the interface that it is on)")]
    [InlineData(
        "routes: { 0.0.0.0/0: { via: 0.0.0.0, interface: line } }\n",
        "routes 0.0.0.0/0 via: 0.0.0.0 is no address of a host (name the next router)")]
    [InlineData(
        "routes: { 0.0.0.0/0: { via: 224.0.0.5, interface: line } }\n",
        "routes 0.0.0.0/0 via: 224.0.0.5 is a multicast or reserved address (name the next router)")]
    [InlineData(
        "routes: { 10.0.0.0/8: { via: 100.64.0.1 } }\n",
        "routes 10.0.0.0/8 via: 100.64.0.1 is on no connected network (if it is on the network that line gets by DHCP, add interface: line)")]
    public void Check_WhatTheKernelRefuses_IsNamedWithARemedy(string lines, string expected) => Assert.Contains(expected, Problems(lines));

    [Theory]
    [InlineData("routes: { 10.0.0.0/8: { via: 100.64.0.1, interface: line } }\n")]
    [InlineData("routes: { \"2001:db8:5::/48\": { via: \"2001:db8:77::1\", interface: line } }\n")]
    [InlineData("routes: { 0.0.0.0/0: { via: 172.31.1.1, interface: wan, on-link: true } }\n")]
    [InlineData("routes: { 172.31.1.1/32: { interface: wan }, 0.0.0.0/0: { via: 172.31.1.1 } }\n")]
    [InlineData(
        "routes: { 172.31.1.1/32: { interface: wan } }\nrouting: { tables: { t: { id: 102, routes: { 0.0.0.0/0: { via: 172.31.1.1, interface: wan } } } } }\n")]
    [InlineData("  v: { vlan: 5, on: wan, zone: lan, mtu: 1500 }\n")]
    [InlineData(
        "routing: { tables: { t: { id: 102 } }, rules: [ { name: r, source: 0.0.0.0/0, table: t }, { name: s, source: \"::/0\", table: t } ] }\n")]
    public void Check_WhatComesLaterOrIsSaid_IsTaken(string lines) => Assert.Empty(Problems(lines));

    private static IReadOnlyList<string> Problems(string lines) =>
    [
        .. ConfigValidator.Check(Encoding.UTF8.GetBytes($"version: 1\ninterfaces:\n{Wan}{lines}"), Surroundings.None).Problems
            .Select(problem => $"{problem.Path}: {problem.Message} ({problem.Hint})"),
    ];
}
