namespace Router.Core.Tests.Sections.Tunnels;

public sealed class TunnelValidatorTests
{
    [Theory]
    [InlineData(
        "t: { ipip: { remote: \"2001:db8::9\" }, zone: wan }",
        "interfaces t ipip remote: 2001:db8::9 is no IPv4 address (its packets go over IPv4)")]
    [InlineData(
        "t: { 6in4: { remote: 192.0.2.9, local: 10.1.0.1, underlay: wan }, zone: wan }",
        "interfaces t 6in4 underlay: local says the address already (delete one of the two)")]
    [InlineData(
        "t: { 6in4: { remote: 192.0.2.9, underlay: wna }, zone: wan }",
        "interfaces t 6in4 underlay: there is no interface wna (did you mean wan?)")]
    [InlineData(
        "t: { 6in4: { remote: 192.0.2.9, underlay: t }, zone: wan }",
        "interfaces t 6in4 underlay: a tunnel does not go over itself (name the interface that its packets leave by)")]
    [InlineData(
        "t: { gretap: { remote: \"2001:db8::9\" }, zone: lan }",
        "interfaces t gretap: does not say which address its packets leave with (add underlay, or local)")]
    [InlineData(
        "t: { dslite: { aftr: \"2001:db8::9\", underlay: lan }, zone: wan }",
        "interfaces t dslite underlay: lan has no IPv6 address (give it an address, or ipv6: {})")]
    [InlineData("t: { ipip: { remote: 239.0.0.1 }, zone: wan }", "interfaces t ipip remote: 239.0.0.1 is a group (name one host)")]
    [InlineData(
        "t: { 6in4: { remote: 192.0.2.9 }, zone: wan }\nu: { 6in4: { remote: 192.0.2.9 }, zone: wan }",
        "interfaces u 6in4: t has the same ends (name other ends)")]
    [InlineData("t: { gretap: { remote: 192.0.2.9, key: 1 }, zone: wan }\nu: { gretap: { remote: 192.0.2.9, key: 2 }, zone: wan }", "")]
    [InlineData(
        "t: { ipip: { remote: 192.0.2.9, underlay: wan }, zone: wan, mtu: 1500 }",
        "interfaces t mtu: 1500 is more than wan leaves to it, which is 1480 (choose at most 1480, or set interfaces wan mtu larger)")]
    [InlineData(
        "t: { 6rd: { prefix: \"2001:db8::/48\", relay: 192.0.2.9, underlay: wan }, zone: wan }",
        "interfaces t 6rd prefix: a /48 with 32 bits of the IPv4 address is a /80, smaller than a network (set ipv4-shared to 16 or more, as the provider says it)")]
    [InlineData(
        "t: { 6rd: { prefix: 10.0.0.0/8, relay: 192.0.2.9, underlay: wan }, zone: wan }",
        "interfaces t 6rd prefix: 10.0.0.0/8 is no IPv6 prefix of a provider (for example 2001:db8::/32)")]
    [InlineData(
        "t: { 6rd: { prefix: \"2001:db8::/32\", relay: 192.0.2.9, underlay: wan }, zone: wan, ipv6: {} }",
        "interfaces t ipv6: nobody advertises on a 6rd tunnel (delete ipv6)")]
    [InlineData(
        "t: { 6rd: { prefix: \"2001:db8::/32\", ipv4-shared: 24, relay: 192.0.2.9, underlay: wan }, zone: wan }\nu: { device: eth3, zone: lan, delegated: { from: t, subnet: 16777216 } }",
        "*")]
    [InlineData(
        "t: { 6rd: { prefix: \"2001:db8::/32\", ipv4-shared: 8, relay: 192.0.2.9, underlay: wan }, zone: wan }\nu: { device: eth3, zone: lan, delegated: { from: t, subnet: 256 } }",
        "interfaces u delegated subnet: a /56 has subnets 0 to 255 (choose one of them)")]
    [InlineData(
        "t: { l2tp: { remote: 192.0.2.9, underlay: wan, tunnel-id: 0, session-id: 1 }, zone: wan }",
        "interfaces t l2tp tunnel-id: 0 is the number of control messages (choose one from 1 on)")]
    [InlineData(
        "t: { l2tp: { remote: 192.0.2.9, underlay: wan, tunnel-id: 1, session-id: 1 }, zone: wan }\nu: { l2tp: { remote: 192.0.2.8, underlay: wan, tunnel-id: 1, session-id: 1 }, zone: wan }",
        "interfaces u l2tp tunnel-id: t is tunnel 1 already (choose another number)")]
    [InlineData(
        "t: { l2tp: { remote: 192.0.2.9, underlay: wan, tunnel-id: 1, session-id: 1, peer-port: 5 }, zone: wan }",
        "interfaces t l2tp peer-port: the tunnel goes over IP, which has no ports (add port, or delete peer-port)")]
    [InlineData(
        "t: { l2tp: { remote: 192.0.2.9, underlay: wan, tunnel-id: 1, session-id: 1, port: 4789 }, zone: wan }\nu: { vxlan: { id: 1, remote: 192.0.2.8 }, zone: wan }",
        "interfaces u vxlan: t has UDP port 4789 already (choose another one)")]
    [InlineData(
        "t: { ipip: { remote: 192.0.2.9 } }\nb: { bridge: [t], zone: lan }",
        "interfaces b bridge t: t is a ipip, which carries no Ethernet (name a port, or a tunnel of frames: gretap, vxlan)")]
    [InlineData("t: { gretap: { remote: 192.0.2.9 } }\nb: { bridge: [t], zone: lan }", "")]
    [InlineData(
        "t: { ipip: { remote: 192.0.2.9 }, zone: wan, mac: \"52:54:00:00:00:99\" }",
        "interfaces t mac: t has no hardware addresses on its link (delete mac)")]
    [InlineData("p: { device: eth3, mac: \"52:54:00:00:00:99\" }\nb: { bond: { members: [eth3] }, zone: lan }", "*")]
    [InlineData(
        "p: { device: eth3, zone: lan, egress-priority: { 0: 5 } }",
        "interfaces p egress-priority: only a VLAN has tags with a priority (delete egress-priority, or say it of the VLAN)")]
    [InlineData("p: { vlan: 7, on: lan, zone: lan, egress-priority: { 0: 5 }, mac: \"52:54:00:00:00:99\" }", "")]
    public void Check_Document_SaysWhatAndHow(string interfaces, string expected)
    {
        var problems = TunnelDocuments.Problems(TunnelDocuments.Of(interfaces));
        if (expected == "*")
            Assert.NotEmpty(problems);
        else
            Assert.Equal(expected.Length == 0 ? [] : [expected], problems);
    }
}
