using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Sections;

/// <summary>Each case types a few lines into the branch's example and expects exactly these problems.</summary>
public sealed class MeshValidatorTests
{
    [Theory]
    [InlineData("mesh branches ipsec none")]
    [InlineData("mesh branches hubs [192.0.2.1, 192.0.2.2]")]
    [InlineData("routes 10.129.0.0/16 mesh branches")]
    [InlineData("mesh two underlay wan;mesh two address 10.254.0.7/24;mesh two key 101;mesh two ipsec psk mesh;mesh two hubs 192.0.2.1")]
    [InlineData(
        "mesh two underlay wan;mesh two address 2001:db8:ff::7/64;mesh two key 101;mesh two ipsec psk mesh;mesh two hubs 192.0.2.1")]
    [InlineData(
        "interfaces lan addresses [10.128.7.1/24, 2001:db8:7::1/64];mesh two underlay lan;mesh two transport ipv6;mesh two address 10.254.0.7/24;mesh two key 100;mesh two ipsec none;mesh two hubs 2001:db8::1")]
    [InlineData(
        "routing vrfs red id 100;mesh two vrf red;mesh two underlay wan;mesh two address 10.128.0.7/24;mesh two key 101;mesh two ipsec psk mesh")]
    [InlineData(
        "routing vrfs red id 100;routing vrfs blue id 101;mesh two vrf red;mesh two underlay wan;mesh two address 10.9.0.7/24;mesh two key 101;mesh two ipsec psk mesh;mesh three vrf blue;mesh three underlay wan;mesh three address 10.9.0.7/24;mesh three key 102;mesh three ipsec psk mesh")]
    public void Validate_Allowed_HasNoProblems(string lines) => Assert.Equal("", Problems(lines));

    [Theory]
    [InlineData("mesh branches underlay wam", "mesh branches underlay: there is no interface wam (did you mean wan?)")]
    [InlineData(
        "mesh branches address 10.128.7.9/24",
        "mesh branches address: the network 10.128.7.0/24 overlaps 10.128.7.0/24 of lan (a mesh needs a network of its own)")]
    [InlineData(
        "mesh branches address 10.255.0.0/24",
        "mesh branches address: 10.255.0.0 is the network address of 10.255.0.0/24 (take one in between)")]
    [InlineData(
        "mesh branches address 10.255.0.255/24",
        "mesh branches address: 10.255.0.255 is the broadcast address of 10.255.0.0/24 (take one in between)")]
    [InlineData(
        "mesh branches address 10.255.0.7/32",
        "mesh branches address: 10.255.0.7/32 leaves no room for peers (the prefix is the whole mesh's network, for example 10.255.0.7/24)")]
    [InlineData(
        "mesh branches address 10.255.0.1/24",
        "mesh branches bgp: the hub is taken to be at 10.255.0.1 inside the mesh, which is this router (add hubs: [ADDRESS], where the hub is inside the mesh)")]
    [InlineData(
        "mesh branches bgp hubs [10.255.0.254, 10.254.0.1]",
        "mesh branches bgp hubs 10.254.0.1: 10.254.0.1 is outside the mesh's network 10.255.0.0/24 (name the hub's address inside the mesh)")]
    [InlineData(
        "mesh branches bgp advertise [lam, wan]",
        "mesh branches bgp advertise lam: there is no interface lam (did you mean lan?)|mesh branches bgp advertise wan: wan has no fixed address (give it one, or leave it out)")]
    [InlineData(
        "interfaces wan addresses 192.0.2.7/24;mesh branches bgp advertise [wan]",
        "mesh branches bgp advertise wan: wan carries a mesh: its tunnels would be routed into themselves (leave it out)")]
    [InlineData(
        "mesh two underlay wan;mesh two address 10.254.0.7/24;mesh two key 101;mesh two ipsec psk mesh;mesh two hubs 192.0.2.1;mesh two bgp as 65001",
        "mesh two bgp as: branches is in AS 65000 (a routing domain is in one AS: use the same number)")]
    [InlineData(
        "mesh branches hubs 10.255.0.1",
        "mesh branches hubs 10.255.0.1: 10.255.0.1 is an address inside the mesh (name the hub's address on the underlay)")]
    [InlineData(
        "mesh branches hubs 10.128.7.1",
        "mesh branches hubs 10.128.7.1: 10.128.7.1 is this router's own address (a hub names no hubs; a spoke names others)")]
    [InlineData(
        "mesh branches holding-time 5s",
        "mesh branches holding-time: is not between 10s and 65535s (NHRP has 16 bits for it; 2h is usual)")]
    [InlineData(
        "mesh lan underlay wan;mesh lan address 10.254.0.7/24;mesh lan key 101;mesh lan ipsec psk mesh",
        "mesh lan: lan is an interface already (a mesh makes a link of its own name: choose another)")]
    [InlineData(
        "interfaces wan device p1;mesh p1 underlay wan;mesh p1 address 10.254.0.7/24;mesh p1 key 101;mesh p1 ipsec psk mesh",
        "mesh p1: p1 is a port already (a mesh makes a link of its own name: choose another)")]
    [InlineData(
        "mesh two underlay wan;mesh two address 10.254.0.7/24;mesh two key 100;mesh two ipsec psk mesh",
        "mesh two: branches has the same key on wan (give each mesh on an underlay a key of its own)")]
    [InlineData(
        "mesh two underlay wan;mesh two address 10.254.0.7/24;mesh two key 101;mesh two ipsec none",
        "mesh two ipsec: branches on the same underlay is protected (protect both, or use another underlay)")]
    [InlineData(
        "mesh two underlay wan;mesh two address 10.254.0.7/24;mesh two key 101",
        "mesh two: does not say how its tunnels are protected (add ipsec: { psk: !secret NAME }, or ipsec: none for tunnels in clear)")]
    [InlineData(
        "routes 10.128.0.0/16 mesh branches;routes 10.128.0.0/16 via 10.255.0.1",
        "routes 10.128.0.0/16 mesh: the hub in use is the way already (delete mesh or via)")]
    [InlineData("routes 10.129.0.0/16 mesh branch", "routes 10.129.0.0/16 mesh: there is no mesh branch (did you mean branches?)")]
    [InlineData(
        "mesh two underlay wan;mesh two address 10.254.0.7/24;mesh two key 101;mesh two ipsec psk mesh;routes 10.129.0.0/16 mesh two",
        "routes 10.129.0.0/16 mesh: two has no hubs: this router is one (name the peer that has the network behind it: via)")]
    [InlineData(
        "mesh two underlay wan;mesh two address fe80::7/64;mesh two key 101;mesh two ipsec psk mesh",
        "mesh two address: fe80::7 cannot be reached through others (for example 2001:db8:ff::7/64)")]
    [InlineData(
        "mesh two underlay wan;mesh two address 2001:db8:ff::/64;mesh two key 101;mesh two ipsec psk mesh",
        "mesh two address: 2001:db8:ff:: is the anycast address of 2001:db8:ff::/64 (take one in between)")]
    [InlineData(
        "mesh two underlay wan;mesh two address 2001:db8:ff::7/128;mesh two key 101;mesh two ipsec psk mesh",
        "mesh two address: 2001:db8:ff::7/128 leaves no room for peers (the prefix is the whole mesh's network, for example 2001:db8:ff::7/64)")]
    [InlineData(
        "mesh two underlay wan;mesh two address 2001:db8:ff::7/64;mesh two key 101;mesh two mtu 1200;mesh two ipsec psk mesh",
        "mesh two mtu: 1200 is too small for an IPv6 address (IPv6 needs 1280)")]
    [InlineData(
        "mesh two underlay wan;mesh two transport ipv6;mesh two address 10.254.0.7/24;mesh two key 101;mesh branches ipsec none;mesh two ipsec none",
        "mesh two underlay: wan has no IPv6 address (give it an address, ipv6: {}, or transport: ipv4 here)")]
    [InlineData(
        "interfaces lan addresses [10.128.7.1/24, 2001:db8::7/64];mesh two underlay lan;mesh two transport ipv6;mesh two address 10.254.0.7/24;mesh two ipsec none",
        "mesh two transport: over IPv6 the kernel makes no tunnels without a key (add key, the same at all peers)")]
    [InlineData(
        "mesh branches hubs 2001:db8::1",
        "mesh branches hubs 2001:db8::1: 2001:db8::1 is no IPv4 address (name the hub's IPv4 address, or say transport: ipv6)")]
    [InlineData(
        "mesh two underlay wan;mesh two vrf red;mesh two address 10.254.0.7/24;mesh two key 101;mesh two ipsec psk mesh",
        "mesh two vrf: there is no VRF red (there is no VRF yet)")]
    [InlineData(
        "routing vrfs red id 100;mesh two vrf red;mesh two underlay wan;mesh two address 10.255.0.7/24;mesh two key 101;mesh two ipsec psk mesh",
        "mesh two address: the network 10.255.0.0/24 overlaps 10.255.0.0/24 of branches (each mesh needs a network of its own)")]
    [InlineData(
        "routing vrfs red id 100;mesh red vrf red;mesh red underlay wan;mesh red address 10.254.0.7/24;mesh red key 101;mesh red ipsec psk mesh",
        "mesh red: red is a VRF already (a mesh makes a link of its own name: choose another)")]
    public void Validate_Wrong_SaysWhatAndHow(string lines, string expected) => Assert.Equal(expected, Problems(lines));

    [Fact]
    public void Advise_TunnelsInClear_WarnsOnce()
    {
        var document = Typed("mesh branches ipsec none;mesh branches unique false");
        var advice = ConfigValidator.Check(document.Reading, Surroundings.None).Advice;
        Assert.Equal("mesh branches ipsec", Assert.Single(advice, a => a.Path.StartsWith("mesh", StringComparison.Ordinal)).Path);
    }

    [Theory]
    [InlineData("mesh branches ipsec none", true)]
    [InlineData("mesh branches ipsec none;mesh branches unique false", false)]
    [InlineData("mesh branches ipsec none;mesh branches authentication word", false)]
    [InlineData("mesh branches ipsec psk mesh", false)]
    [InlineData("mesh branches ipsec none;interfaces wan addresses 198.51.100.7/24", false)]
    public void Advise_UniqueAddressOfASpokeThatMoves_WhereNothingShowsWhoItIs(string lines, bool expected)
    {
        var advice = ConfigValidator.Check(Typed(lines).Reading, Surroundings.None).Advice
            .Where(a => a.Message.Contains("refuse this spoke", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(expected ? 1 : 0, advice.Count);
        Assert.All(
            advice,
            a => Assert.Equal(
                ("mesh branches", "unique: false lets it move at once; ipsec, or authentication, shows who it is"), (a.Path, a.Hint)));
    }

    [Fact]
    public void Read_WordInPlaceOfKeys_WritesAndComparesAsTyped()
    {
        var document = Typed("mesh branches ipsec none");
        Assert.Contains("ipsec: none", document.ToText(), StringComparison.Ordinal);
        Assert.True(document.Reading.Config.Mesh["branches"].Ipsec!.None);
        var back = Typed("mesh branches ipsec none;mesh branches ipsec psk other");
        Assert.Equal("other", back.Reading.Config.Mesh["branches"].Ipsec!.Psk!.Value.Name);
    }

    private static string Problems(string lines) => TypedLines.Problems(Typed(lines));

    private static ConfigDocument Typed(string lines) => TypedLines.Into("mesh-branch.yaml", lines);
}
