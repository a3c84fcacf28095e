using System.Net;
using Router.Mesh.Cache;
using Router.Mesh.Events;
using Router.Mesh.Tests.Network;
using Router.Mesh.Tests.Transitions;
using Router.Wire.Nhrp;
using static Router.Mesh.Tests.Hostile.HostileMesh;

namespace Router.Mesh.Tests.Hostile;

/// <summary>Nobody takes over what belongs to another: an address, a way, a shortcut.</summary>
public class ForgeryTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public void Registration_WithoutTheKey_TakesNothingOver(string? key)
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub("s3cr3t"));
        network.Start(network.Add(Meshes.Spoke(2, key: "s3cr3t")));
        network.Start(network.Add(Meshes.Spoke(2, nbma: "10.0.1.66", key: key)));
        network.Advance(TimeSpan.FromSeconds(300));

        Assert.Equal(IPAddress.Parse("10.0.1.2"), hub.Machine.Peers.Single().Nbma);
        Assert.True(hub.Machine.Counters.WrongAuthentication >= 5);
    }

    [Fact]
    public void Address_OfALivingPeer_StaysWithItHoweverOftenItIsClaimed()
    {
        var (network, hub, _) = Registered(key: "s3cr3t", unique: true);
        network.Start(network.Add(Meshes.Spoke(2, nbma: "10.0.1.66", key: "s3cr3t", unique: true)));
        network.Advance(TimeSpan.FromHours(1));

        Assert.Equal(IPAddress.Parse("10.0.1.2"), hub.Neighbours[Victim]);
        Assert.True(hub.Machine.Counters.Takeovers > 100);
    }

    [Fact]
    public void ForgedChallengeAnswer_FromTheClaimant_DoesNotCount()
    {
        var rig = HubRig().Registers(Rig.Peer, 5).Registers(Attacker, 1);
        rig.Receive(Attacker, new NhrpPacket
        {
            Type = NhrpPacketType.ResolutionReply,
            RequestId = 1,
            Source = Rig.HubOverlay,
            SourceNbma = Rig.Hub,
            Destination = Rig.PeerOverlay,
            Extensions = [.. new NhrpAuthentication("key").Extensions()],
        });

        Assert.Equal(PeerState.Contested, rig.Machine.Peers.Single().State);
        Assert.Equal(1, rig.Machine.Counters.Unsolicited);
    }

    [Fact]
    public void Replies_NobodyAskedFor_ChangeNothing()
    {
        var (network, _, spoke) = Registered();
        var reply = new NhrpPacket
        {
            Type = NhrpPacketType.ResolutionReply,
            RequestId = 99,
            Source = Victim,
            SourceNbma = spoke.Nbma,
            Destination = IPAddress.Parse("10.128.2.1"),
            Entries = [new NhrpCie { PrefixLength = 24, HoldingTime = 60, Nbma = Attacker, Protocol = IPAddress.Parse("10.255.1.66") }],
        };
        Assert.Empty(network.Forge(spoke, "10.0.0.1", reply.Encode()));
        Assert.Empty(network.Forge(spoke, "10.0.1.66", (reply with { Type = NhrpPacketType.RegistrationReply }).Encode()));
        Assert.Equal(2, spoke.Machine.Counters.Unsolicited);
    }

    [Fact]
    public void Answer_ThatNamesTheHubElsewhere_DoesNotMoveTheHub()
    {
        var rig = new Rig(Rig.Spoke).Tell(new MeshEvent.Started()).HubAnswers().Indicated();
        rig.Receive(Attacker, new NhrpPacket
        {
            Type = NhrpPacketType.ResolutionReply,
            RequestId = 2,
            Source = Victim,
            SourceNbma = IPAddress.Parse("10.0.1.2"),
            Destination = Rig.Destination,
            Entries = [new NhrpCie { PrefixLength = 24, HoldingTime = 60, Nbma = Attacker, Protocol = Rig.HubOverlay }],
        });

        Assert.Contains(new MeshEffect.SetNeighbour(Rig.HubOverlay, Rig.Hub), rig.Effects);
        Assert.DoesNotContain(new MeshEffect.SetNeighbour(Rig.HubOverlay, Attacker), rig.Effects);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Prefix_OfNearlyEverything_CountsForTheDestinationAlone(byte length)
    {
        var rig = new Rig(Rig.Spoke).Tell(new MeshEvent.Started()).HubAnswers().Indicated();
        rig.Receive(Rig.Hub, new NhrpPacket
        {
            Type = NhrpPacketType.ResolutionReply,
            RequestId = 2,
            Source = Victim,
            SourceNbma = IPAddress.Parse("10.0.1.2"),
            Destination = Rig.Destination,
            Entries = [new NhrpCie { PrefixLength = length, HoldingTime = 60, Nbma = Rig.Peer, Protocol = Rig.PeerOverlay }],
        });

        Assert.Equal("10.128.3.1/32", rig.Machine.Shortcuts.Shortcuts.Single().Prefix.ToString());
    }

    [Fact]
    public void Purge_ByAPeer_EndsItsOwnShortcutsAndNobodyElses()
    {
        var rig = new Rig(Rig.Spoke).Tell(new MeshEvent.Started()).HubAnswers().Indicated().PeerAnswers();
        rig.Indicated("10.128.9.1").Receive(Rig.Hub, new NhrpPacket
        {
            Type = NhrpPacketType.ResolutionReply,
            RequestId = 3,
            Source = Victim,
            SourceNbma = IPAddress.Parse("10.0.1.2"),
            Destination = IPAddress.Parse("10.128.9.1"),
            Entries = [new NhrpCie { PrefixLength = 24, HoldingTime = 60, Nbma = Attacker, Protocol = IPAddress.Parse("10.255.1.66") }],
        });
        Assert.Equal(2, rig.Machine.Shortcuts.Shortcuts.Count);

        rig.Purged(Attacker, "10.255.1.3");
        Assert.Equal(2, rig.Machine.Shortcuts.Shortcuts.Count);
        rig.Purged(Attacker, "10.255.1.66");
        Assert.Equal(Rig.BehindPeer, rig.Machine.Shortcuts.Shortcuts.Single().Prefix);
    }

    [Theory]
    [InlineData("10.0.1.66", null)]
    [InlineData("10.0.1.3", "10.0.1.66")]
    public void Answer_ThatPutsARegisteredPeerElsewhere_IsNotPassedOn(string nbma, string? seen)
    {
        var (network, hub, two, three) = Busy(false);
        var forged = new NhrpPacket
        {
            Type = NhrpPacketType.ResolutionReply,
            RequestId = 9,
            Source = two.Machine.Identity.Overlay,
            SourceNbma = two.Nbma,
            Destination = IPAddress.Parse("10.128.9.1"),
            Entries =
            [
                new NhrpCie { PrefixLength = 24, HoldingTime = 60, Nbma = IPAddress.Parse(nbma), Protocol = three.Machine.Identity.Overlay }
            ],
            Extensions = seen is null ? [] :
                [new NhrpExtension(NhrpExtensionType.NatAddress, false)
                {
                    Entries = [new NhrpCie { Nbma = IPAddress.Parse(seen), Protocol = three.Machine.Identity.Overlay }]
                }],
        };

        Assert.Empty(network.Forge(hub, "10.0.1.66", forged.Encode()));
        Assert.Equal(1, hub.Machine.Counters.Takeovers);
    }

    [Fact]
    public void Answer_ByAPeerItself_DoesNotMoveAnotherPeer()
    {
        var rig = new Rig(Rig.Spoke).Tell(new MeshEvent.Started()).HubAnswers().Indicated().PeerAnswers().Indicated("10.128.9.1");
        rig.Receive(Attacker, new NhrpPacket
        {
            Type = NhrpPacketType.ResolutionReply,
            RequestId = 3,
            Source = Victim,
            SourceNbma = IPAddress.Parse("10.0.1.2"),
            Destination = IPAddress.Parse("10.128.9.1"),
            Entries = [new NhrpCie { PrefixLength = 24, HoldingTime = 60, Nbma = Attacker, Protocol = Rig.PeerOverlay }],
        });

        Assert.Equal(1, rig.Machine.Counters.Takeovers);
        Assert.DoesNotContain(new MeshEffect.SetNeighbour(Rig.PeerOverlay, Attacker), rig.Effects);
    }
}
