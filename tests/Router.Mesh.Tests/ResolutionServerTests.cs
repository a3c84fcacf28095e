using System.Net;
using Router.Core.Values;
using Router.Mesh.Events;
using Router.Mesh.Tests.Transitions;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests;

public class ResolutionServerTests
{
    private static readonly IPAddress Asker = IPAddress.Parse("10.0.1.2");
    private static readonly IPAddress AskerOverlay = IPAddress.Parse("10.255.1.2");

    [Fact]
    public void Request_ThatTakesAnyAnswer_IsAnsweredFromWhatThePeerRegistered()
    {
        var rig = Hub().Registers(Rig.Peer, 1).Wait(10);
        var answer = Ask(rig, "10.128.3.1", NhrpFlags.ResolutionRouter);

        Assert.Equal(NhrpPacketType.ResolutionReply, answer.Type);
        Assert.False(answer.Flags.HasFlag(NhrpFlags.ResolutionAuthoritative));
        Assert.Equal(
            new NhrpCie { PrefixLength = 24, HoldingTime = 50, Nbma = Rig.Peer, Protocol = Rig.PeerOverlay }, answer.Entries.Single());
    }

    [Fact]
    public void Request_ThatWantsTheResponderItself_IsPassedOn()
    {
        var rig = Hub().Registers(Rig.Peer, 1);
        var passed = Ask(rig, "10.128.3.1", NhrpFlags.ResolutionAuthoritative, from: 2);

        Assert.Equal(NhrpPacketType.ResolutionRequest, passed.Type);
        Assert.Equal(Rig.Hub, passed.Find(NhrpExtensionType.ForwardTransitRecord)!.Entries.Single().Nbma);
    }

    [Fact]
    public void CachedAnswer_AboutAPeerBehindANat_SaysWhereItIsSeen()
    {
        var rig = Hub().Registers(IPAddress.Parse("198.51.100.7"), 1, claimed: IPAddress.Parse("192.168.77.2"));
        var answer = Ask(rig, "10.255.1.3", NhrpFlags.None);

        Assert.Equal(IPAddress.Parse("192.168.77.2"), answer.Entries.Single().Nbma);
        Assert.Equal(IPAddress.Parse("198.51.100.7"), answer.Find(NhrpExtensionType.NatAddress)!.Entries.Single().Nbma);
    }

    [Fact]
    public void Answer_ForWhatIsBehindTheDefaultRoute_IsForTheDestinationAlone()
    {
        var rig = new Rig(HubSettings, ("0.0.0.0/0", null)).Registers(Asker, 1, overlay: "10.255.1.2");

        Assert.Equal(32, Ask(rig, "192.0.2.1", NhrpFlags.ResolutionAuthoritative).Entries.Single().PrefixLength);
    }

    [Fact]
    public void Peer_ThatLeaves_IsPurgedAtThoseWhoAskedAndAtNoMoreThanAreRemembered()
    {
        var rig = Hub().Registers(Rig.Peer, 1);
        for (var asker = 1; asker <= 250; asker++)
        {
            Ask(rig, "10.128.3.1", NhrpFlags.None, source: $"10.255.2.{asker}");
            Ask(rig, "10.128.3.1", NhrpFlags.None, source: $"10.255.3.{asker}");
        }
        rig.Effects.Clear();
        rig.Tell(new MeshEvent.PurgeAsked(Rig.PeerOverlay));

        var purges = rig.Effects.OfType<MeshEffect.Send>().Where(s => s.Packet.Type == NhrpPacketType.PurgeRequest).ToList();
        Assert.Equal(256, purges.Count);
        Assert.All(purges, purge => Assert.Equal(Rig.PeerOverlay, purge.Packet.Entries.Single().Protocol));
        Assert.Equal(256, purges.Select(purge => purge.Peer).Distinct().Count());
    }

    [Fact]
    public void Restart_WithIpsec_TakesOverOnlyWhatIsStillSecured()
    {
        var other = IPAddress.Parse("10.255.1.9");
        var rig = new Rig(Rig.Spoke with { Secured = true }).Tell(new MeshEvent.Started(new KernelState
        {
            Neighbours = [new KernelNeighbour(Rig.PeerOverlay, Rig.Peer), new KernelNeighbour(other, Rig.Other)],
            Shortcuts = [new KernelShortcut(Rig.BehindPeer, Rig.PeerOverlay), new KernelShortcut(IPNetwork.Parse("10.128.9.0/24"), other)],
            Secured = [new SecuredPeer(Rig.Peer, "peer"), new SecuredPeer(Rig.Hub, "hub")],
        }));

        Assert.Equal(Rig.BehindPeer, rig.Machine.Shortcuts.Shortcuts.Single().Prefix);
        Assert.Equal(
            [
                new MeshEffect.RemoveShortcut(IPNetwork.Parse("10.128.9.0/24")), new MeshEffect.SetNeighbour(Rig.PeerOverlay, Rig.Peer),
                new MeshEffect.RemoveNeighbour(other),
            ],
            rig.Effects.Take(3));
        Assert.DoesNotContain(rig.Effects, effect => effect is MeshEffect.Secure);
    }

    private static MeshSettings HubSettings =>
        Rig.Spoke with { Nbma = Rig.Hub, Overlay = new InterfaceAddress(Rig.HubOverlay, 16), Hubs = [] };

    /// <summary>A hub with a prefix behind the peer, at which the asker is registered.</summary>
    private static Rig Hub() => new Rig(HubSettings, ("10.128.3.0/24", "10.255.1.3")).Registers(Asker, 1, overlay: "10.255.1.2");

    /// <summary>The last packet that the hub sends when asked.</summary>
    private static NhrpPacket Ask(Rig rig, string destination, NhrpFlags flags, byte from = 1, string? source = null)
    {
        rig.Receive(Asker, new NhrpPacket
        {
            Type = NhrpPacketType.ResolutionRequest,
            Flags = flags,
            RequestId = from,
            Source = source is null ? AskerOverlay : IPAddress.Parse(source),
            SourceNbma = Asker,
            Destination = IPAddress.Parse(destination),
            Entries = [new NhrpCie { PrefixLength = 32, HoldingTime = 60 }],
            Extensions =
                [new NhrpExtension(NhrpExtensionType.ForwardTransitRecord, true), new NhrpExtension(NhrpExtensionType.NatAddress, false)],
        });
        return rig.Effects.OfType<MeshEffect.Send>().Last().Packet;
    }
}
