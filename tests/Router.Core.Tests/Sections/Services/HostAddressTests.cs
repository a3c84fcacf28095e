namespace Router.Core.Tests.Sections.Services;

/// <summary>A network's own address and its broadcast address are nobody's, wherever a host is named.</summary>
public sealed class HostAddressTests
{
    private const string Range = "range: 192.168.1.100-192.168.1.199";

    [Theory]
    [InlineData("192.168.1.0", "192.168.1.0 is the network's own address (choose an address of a host)")]
    [InlineData("192.168.1.255", "192.168.1.255 is the network's broadcast address (choose an address of a host)")]
    [InlineData("192.168.1.1", "192.168.1.1 is the router's own address (choose another)")]
    [InlineData("192.168.2.9", "192.168.2.9 is not inside 192.168.1.0/24 (choose an address of the interface's network)")]
    [InlineData(
        "192.168.1.150",
        "192.168.1.150 is inside the range 192.168.1.100-192.168.1.199 (another host may have it already; choose one outside)")]
    public void Lease_OfAnAddressThatNoHostCanHave_IsRefused(string address, string expected) => Assert.Equal(
        $"services dhcp lan leases a address: {expected}",
        Checked.Problems(
            Checked.Document($"dhcp: {{ lan: {{ {Range}, leases: {{ a: {{ mac: \"52:54:00:00:00:01\", address: {address} }} }} }} }}")));

    [Fact]
    public void Lease_OfAnotherInterfacesAddress_IsRefused() => Assert.Contains(
        "services dhcp two leases a address: 10.9.0.2 is the router's own address",
        Checked.Problems(Checked.Document(
            "dhcp: { two: { range: 10.9.0.100-10.9.0.199, leases: { a: { mac: \"52:54:00:00:00:01\", address: 10.9.0.2 } } } }",
            interfaces: "  two: { device: eth2, zone: lan, addresses: [10.9.0.1/24] }\n  three: { dummy: true, zone: lan, addresses: [10.9.0.2/32] }\n")),
            StringComparison.Ordinal);

    [Fact]
    public void Range_WithTheRoutersSecondAddress_IsRefused() => Assert.Equal(
        "services dhcp two range: 10.9.0.150 in it is the router's own address (choose a range without it)",
        Checked.Problems(Checked.Document(
            "dhcp: { two: { range: 10.9.0.100-10.9.0.199 } }",
            interfaces: "  two: { device: eth2, zone: lan, addresses: [10.9.0.1/24, 10.9.0.150/24] }\n")));

    [Theory]
    [InlineData(
        "routes: { 10.0.0.0/8: { via: 192.168.1.255 } }",
        "routes 10.0.0.0/8 via: 192.168.1.255 is the network's broadcast address (name the next router)")]
    [InlineData(
        "routes: { \"2001:db8:9::/48\": { via: \"2001:db8:1::\" } }",
        "routes 2001:db8:9::/48 via: 2001:db8:1:: is the address of all routers of its network (name the next router)")]
    [InlineData(
        "mesh: { m: { underlay: lan, address: 10.255.0.7/24, key: 1, hubs: [192.168.1.255], ipsec: none } }",
        "mesh m hubs 192.168.1.255: 192.168.1.255 is the network's broadcast address (name the hub's address on the underlay)")]
    [InlineData(
        "mesh: { m: { underlay: lan, address: 10.255.0.7/24, key: 1, hubs: [hub.example, HUB.example], ipsec: none } }",
        "mesh m hubs HUB.example: HUB.example stands there twice (name each hub once)")]
    public void Rest_AddressThatNoHostCanHave_IsRefused(string rest, string expected) =>
        Assert.Equal(expected, Checked.Problems(Checked.Document(rest: rest)));

    [Theory]
    [InlineData(
        "nat: { forwards: { web: { from: wan, service: http, to: 192.168.1.255 } } }",
        "firewall nat forwards web to: 192.168.1.255 is the network's broadcast address (name the address of a host)")]
    [InlineData(
        "nat: { destination: { a: { zone: wan, outer: 198.51.100.7, inner: 192.168.1.0 } } }",
        "firewall nat destination a inner: 192.168.1.0 is the network's own address (name the address of a host)")]
    public void Translation_ToAnAddressThatNoHostCanHave_IsRefused(string nat, string expected) => Assert.Equal(
        expected, Checked.Problems(Checked.Document().Replace("nat: { masquerade: [wan] }", nat, StringComparison.Ordinal)));

    [Theory]
    [InlineData(
        "g: { gre: { remote: 192.168.1.255 }, zone: lan }",
        "interfaces g gre remote: 192.168.1.255 is the network's broadcast address (name the other end)")]
    [InlineData(
        "d: { device: eth2, zone: lan, addresses: [\"2001:db8:5::/64\"] }",
        "interfaces d addresses 2001:db8:5::/64: 2001:db8:5:: is the address of all routers of its network (choose an address of a host)")]
    public void Interface_WithAnAddressThatNoHostCanHave_IsRefused(string line, string expected) =>
        Assert.Equal(expected, Checked.Problems(Checked.Document(interfaces: $"  {line}\n")));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1 is the router itself (name servers elsewhere)")]
    [InlineData("192.168.1.255", "192.168.1.255 is the network's broadcast address (name the address of a server)")]
    [InlineData("224.0.0.1", "224.0.0.1 is a multicast or reserved address (name the address of a server)")]
    [InlineData("0.0.0.0", "0.0.0.0 is no address of a host (name the address of a server)")]
    public void Upstream_ThatIsNoServer_IsRefused(string server, string expected) =>
        Assert.Equal($"services dns upstream {server}: {expected}", Checked.Problems(Checked.Document($"dns: {{ upstream: [{server}] }}")));
}
