using System.Net;
using Router.Core.Values;
using Router.Mesh.Events;
using Router.Mesh.Machine;
using Router.Mesh.Tests.Network;
using Router.Mesh.Tests.Transitions;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests;

/// <summary>
/// Spokes of Cisco IOS, which over IPv6 name themselves in a registration's entry by the link-local address of their tunnel.
/// </summary>
public sealed class LinkLocalRegistrationTests
{
    private static readonly IPAddress HubNbma = IPAddress.Parse("192.0.2.1"), Nbma = IPAddress.Parse("192.0.2.2"),
        Stranger = IPAddress.Parse("192.0.2.3");
    private static readonly IPAddress HubOverlay = IPAddress.Parse("2001:db8::1"), Overlay = IPAddress.Parse("2001:db8::2"),
        Other = IPAddress.Parse("2001:db8::3");
    private static readonly IPAddress LinkLocal = IPAddress.Parse("fe80::f816:3eff:fe91:8a8a");

    [Fact]
    public void Register_EntryNamesTheLinkLocalAddress_KeepsTheSourceAlone()
    {
        var hub = Hub();
        var effects = hub.Handle(new MeshEvent.Received(Nbma, Request(Overlay, Nbma, LinkLocal)), TimeSpan.Zero);
        var reply = Assert.Single(effects.OfType<MeshEffect.Send>()).Packet;
        Assert.Equal((NhrpCode.Success, LinkLocal), (reply.Entries[0].Code, reply.Entries[0].Protocol));
        Assert.Equal((Overlay, Nbma), Assert.Single(effects.OfType<MeshEffect.SetNeighbour>().Select(e => (e.Overlay, e.Nbma))));
        Assert.Equal(Overlay, Assert.Single(hub.Peers).Overlay);
    }

    [Fact]
    public void Register_TwoWithTheSameLinkLocalAddress_TakeNothingFromEachOther()
    {
        var hub = Hub();
        hub.Handle(new MeshEvent.Received(Nbma, Request(Overlay, Nbma, LinkLocal)), TimeSpan.Zero);
        hub.Handle(new MeshEvent.Received(Stranger, Request(Other, Stranger, LinkLocal)), TimeSpan.FromSeconds(1));
        Assert.Equal([(Overlay, Nbma), (Other, Stranger)], hub.Peers.Select(p => (p.Overlay, p.Nbma)).OrderBy(p => p.Overlay.ToString()));
    }

    [Theory]
    [InlineData("2001:db8::1")] // The hub itself.
    [InlineData("2001:db8::3")]
    [InlineData("2001:db8:9::2")]
    [InlineData("ff02::1")]
    [InlineData("::1")]
    public void Register_EntryNamesAnother_IsRefused(string named)
    {
        var hub = Hub();
        var effects = hub.Handle(new MeshEvent.Received(Nbma, Request(Overlay, Nbma, IPAddress.Parse(named))), TimeSpan.Zero);
        Assert.Equal(NhrpCode.AdministrativelyProhibited, Assert.Single(effects.OfType<MeshEffect.Send>()).Packet.Entries[0].Code);
        Assert.Empty(hub.Peers);
    }

    [Fact]
    public void Register_SourceIsOutsideTheMesh_IsNoRegistration()
    {
        var hub = Hub();
        Assert.Empty(hub.Handle(new MeshEvent.Received(Nbma, Request(LinkLocal, Nbma, LinkLocal)), TimeSpan.Zero));
        Assert.Empty(hub.Peers);
    }

    [Fact]
    public void Purge_NamesTheLinkLocalAddress_TakesItsOwnRegistrationBackAndNobodyElses()
    {
        var hub = Hub();
        hub.Handle(new MeshEvent.Received(Nbma, Request(Overlay, Nbma, LinkLocal)), TimeSpan.Zero);
        var purge = Request(Overlay, Nbma, LinkLocal) with { Type = NhrpPacketType.PurgeRequest, RequestId = 2 };
        hub.Handle(new MeshEvent.Received(Stranger, purge), TimeSpan.FromSeconds(5));
        Assert.Single(hub.Peers);
        hub.Handle(new MeshEvent.Received(Nbma, purge), TimeSpan.FromSeconds(6));
        Assert.Empty(hub.Peers);
    }

    private static MeshMachine Hub() => new(
        Rig.Spoke with { Nbma = HubNbma, Overlay = new InterfaceAddress(HubOverlay, 64), Hubs = [], Authentication = null },
        new FixedRoutes([]));

    private static NhrpPacket Request(IPAddress source, IPAddress nbma, IPAddress named) => new()
    {
        Type = NhrpPacketType.RegistrationRequest,
        AddressFamily = 1,
        ProtocolType = 0x86DD,
        HopCount = 255,
        Flags = NhrpFlags.RegistrationUnique | NhrpFlags.NatSupported,
        RequestId = 1,
        SourceNbma = nbma,
        Source = source,
        Destination = HubOverlay,
        Entries = [new NhrpCie { PrefixLength = 128, Mtu = 17916, HoldingTime = 7200, Nbma = nbma, Protocol = named }],
        Extensions = [],
    };
}
