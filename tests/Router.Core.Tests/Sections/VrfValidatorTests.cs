using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Sections;

/// <summary>Each case types a few lines into the example with VRFs and expects exactly these problems.</summary>
public sealed class VrfValidatorTests
{
    [Theory]
    [InlineData("routing vrfs red id 12", "routing vrfs blue id: red is table 12 already (choose another number)")]
    [InlineData(
        "routing vrfs site id 20;interfaces office vrf site",
        "routing vrfs site: site is an interface already (a VRF makes a link of its own name: choose another)")]
    [InlineData("interfaces office vrf rde", "interfaces office vrf: there is no VRF rde (did you mean red?)")]
    [InlineData(
        "interfaces home loopback true;interfaces home vrf red",
        "interfaces home vrf: the kernel's loopback is in no VRF (make a dummy interface for its addresses)")]
    [InlineData(
        "interfaces office dhcp true;interfaces office vrf internet",
        "interfaces office vrf: what a DHCP server or router outside gives would go into the main table (give it addresses, and routes in the VRF)")]
    [InlineData(
        "interfaces office addresses [10.0.0.1/24]",
        "interfaces red-lan addresses 10.0.0.1/24: 10.0.0.1 is an address of office already (give each interface addresses of its own)|interfaces blue-lan addresses 10.0.0.1/24: 10.0.0.1 is an address of office already (give each interface addresses of its own)")]
    [InlineData(
        "routing vrfs red routes 10.2.0.0/16 via 192.0.2.7",
        "routing vrfs red routes 10.2.0.0/16 via: 192.0.2.7 is on no connected network in red (give an interface an address on the gateway's network)")]
    [InlineData(
        "routing vrfs red routes 10.2.0.0/16 via 10.0.0.1",
        "routing vrfs red routes 10.2.0.0/16 via: 10.0.0.1 is the router's own address (name the next router)")]
    [InlineData(
        "interfaces site addresses [2001:db8:7::1/64];mesh sites transport ipv6;mesh sites ipsec none;interfaces site vrf internet",
        "mesh sites underlay: site is in internet, and the kernel sends tunnels over IPv6 by the main table alone (take the interface out of the VRF, or use transport: ipv4)")]
    [InlineData(
        "mesh sites bgp as 65000;mesh sites bgp advertise red-lan",
        "mesh sites bgp advertise red-lan: red-lan is in red, and the mesh in the main table (leave it out)")]
    [InlineData(
        "mesh mesh-red bgp as 65000;mesh mesh-red bgp advertise office",
        "mesh mesh-red bgp advertise office: office is in the main table, and the mesh in red (leave it out)")]
    public void Validate_Wrong_SaysWhatAndHow(string lines, string expected) => Assert.Equal(expected, Problems(lines));

    [Theory]
    [InlineData("routing vrfs red routes 10.2.0.0/16 via 10.0.0.7;routing vrfs blue routes 10.2.0.0/16 via 10.0.0.7")]
    [InlineData("mesh mesh-red bgp as 65000;mesh mesh-blue bgp as 65001;mesh sites bgp as 65000")]
    [InlineData("routing vrfs red routes 0.0.0.0/0 interface office;routing vrfs red routes 0.0.0.0/0 via 192.0.2.254")]
    public void Validate_Allowed_HasNoProblems(string lines) => Assert.Equal("", Problems(lines));

    [Fact]
    public void Advise_VrfWithoutMembers_SaysSo()
    {
        var advice = ConfigValidator.Check(Typed("routing vrfs green id 30").Reading, Surroundings.None).Advice;
        Assert.Contains(advice, a => a.Path == "routing vrfs green" && a.Message == "nothing is in it");
    }

    private static string Problems(string lines) => TypedLines.Problems(Typed(lines));

    private static ConfigDocument Typed(string lines) => TypedLines.Into("mesh-vrf.yaml", lines);
}
