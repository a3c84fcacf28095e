using System.Net;
using Router.Core.Values;
using Router.Mesh.Cache;
using Router.Mesh.Events;
using Router.Mesh.Limits;
using Router.Mesh.Tests.Network;
using Router.Mesh.Tests.Transitions;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests;

/// <summary>What people send who mean harm: it is counted and dropped, takes no memory to speak of, and takes nothing over.</summary>
public class HostileInputTests
{
    private static readonly IPAddress Victim = IPAddress.Parse("10.255.1.2");
    private static readonly IPAddress Attacker = IPAddress.Parse("10.0.1.66");

    [Fact]
    public void Noise_FromEverywhere_IsCountedAndNothingElse()
    {
        var (network, hub, _) = Registered();
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            Assert.Empty(network.Forge(hub, new IPAddress(random.Next()).ToString(), noise));
        }

        Assert.Equal(20_000, hub.Machine.Counters.Undecodable);
        Assert.Single(hub.Machine.Peers);
    }

    [Fact]
    public void WrongChecksum_IsCountedAsSuch()
    {
        var (network, hub, _) = Registered();
        var wire = network.Sent[0].Wire;
        wire[30] ^= 1;

        Assert.Empty(network.Forge(hub, "10.0.1.66", wire));
        Assert.Equal(1, hub.Machine.Counters.WrongChecksum);
    }

    [Fact]
    public void Mutations_OfAllThatAMeshSends_NeverThrow()
    {
        var random = new Random(2);
        foreach (var secured in new[] { false, true })
        {
            var (network, hub, two, three) = Busy(secured);
            var sent = network.Sent.Select(s => s.Wire).ToList();
            for (var round = 0; round < 30_000; round++)
            {
                var wire = sent[random.Next(sent.Count)].ToArray();
                for (var hits = random.Next(1, 5); hits > 0; hits--)
                    wire[random.Next(wire.Length)] = (byte)random.Next(256);
                FixChecksum(wire);
                var target = random.Next(3) switch { 0 => hub, 1 => two, _ => three };
                network.Forge(target, random.Next(3) switch { 0 => "10.0.0.1", 1 => "10.0.1.3", _ => "10.0.1.66" }, wire);
                if (round % 100 == 0)
                    network.Advance(TimeSpan.FromSeconds(1));
            }
            Assert.InRange(hub.Machine.Peers.Count, 2, hub.Machine.Identity.Settings.MaximumPeers);
        }
    }

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
    public void Request_ThatCameByHereBefore_IsAnErrorOnceASecond()
    {
        var (network, hub, two, _) = Busy(false);
        var looped = Request(two) with
        {
            Extensions = [new NhrpExtension(NhrpExtensionType.ForwardTransitRecord, true) { Entries = [new NhrpCie { Nbma = Meshes.HubNbma, Protocol = Meshes.HubOverlay }] }],
        };
        var answers = Enumerable.Range(0, 100).SelectMany(_ => network.Forge(hub, "10.0.1.2", looped.Encode())).ToList();

        Assert.Equal(100, hub.Machine.Counters.Loops);
        Assert.Equal(NhrpCode.LoopDetected, Assert.IsType<MeshEffect.Send>(Assert.Single(answers)).Packet.ErrorCode);
    }

    [Fact]
    public void Request_AtTheEndOfItsHops_IsAnErrorAndGoesNoFurther()
    {
        var (network, hub, two, _) = Busy(false);
        var answer = network.Forge(hub, "10.0.1.2", (Request(two) with { HopCount = 1 }).Encode());

        Assert.Equal(NhrpCode.HopCountExceeded, Assert.IsType<MeshEffect.Send>(Assert.Single(answer)).Packet.ErrorCode);
        Assert.Equal(1, hub.Machine.Counters.HopCountExceeded);
    }

    [Fact]
    public void Request_WithACompulsoryExtensionNobodyKnows_IsRefusedWithErrorOne()
    {
        var (network, _, two, three) = Busy(false);
        var answer = network.Forge(three, "10.0.0.1", (Request(two) with { Extensions = [new NhrpExtension((NhrpExtensionType)77, true)] }).Encode());

        Assert.Equal(NhrpCode.UnrecognizedExtension, Assert.IsType<MeshEffect.Send>(Assert.Single(answer)).Packet.ErrorCode);
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
            Entries = [new NhrpCie { PrefixLength = 24, HoldingTime = 60, Nbma = IPAddress.Parse(nbma), Protocol = three.Machine.Identity.Overlay }],
            Extensions = seen is null ? [] :
                [new NhrpExtension(NhrpExtensionType.NatAddress, false) { Entries = [new NhrpCie { Nbma = IPAddress.Parse(seen), Protocol = three.Machine.Identity.Overlay }] }],
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

    [Fact]
    public void Errors_AreNeverAnsweredByErrors()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub("right"));
        var error = new NhrpPacket { Type = NhrpPacketType.ErrorIndication, ErrorCode = NhrpCode.AuthenticationFailure, Source = Victim, Extensions = null };

        Assert.Empty(network.Forge(hub, "10.0.1.66", error.Encode()));
    }

    [Fact]
    public void WrongKey_ThousandsOfTimes_IsAnsweredOnceASecond()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub("right"));
        var forged = Registration(2, "10.0.1.66").Encode();
        for (var i = 0; i < 10_000; i++)
        {
            network.Forge(hub, "10.0.1.66", forged);
            if (i % 1000 == 999)
                network.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(10_000, hub.Machine.Counters.WrongAuthentication);
        Assert.Equal(10, network.Sent.Count);
    }

    [Fact]
    public void Registrations_FromOneSource_EndAtItsLimit()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub() with { MaximumPeersPerSource = 100, MaximumPeers = 1000 });
        for (var i = 0; i < 5000; i++)
            network.Forge(hub, "10.0.1.66", Registration(i, "10.0.1.66").Encode());
        Assert.Equal(100, hub.Machine.Peers.Count);
        Assert.Equal(10, hub.Told.Count);

        // Others still get in, and leave again.
        network.Start(network.Add(Meshes.Spoke(200)));
        Assert.Equal(101, hub.Machine.Peers.Count);
        Assert.Equal(4900, hub.Machine.Counters.RefusedRegistrations);
    }

    [Fact]
    public void Registrations_FromEverywhere_EndAtTheMeshsLimitAndPushNobodyOut()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub() with { MaximumPeers = 1000 });
        network.Start(network.Add(Meshes.Spoke(2)));
        for (var i = 0; i < 5000; i++)
            network.Forge(hub, $"192.0.{i / 250}.{i % 250}", Registration(i + 1000, $"192.0.{i / 250}.{i % 250}").Encode());

        Assert.Equal(1000, hub.Machine.Peers.Count);
        Assert.Contains(hub.Machine.Peers, peer => peer.Overlay.Equals(Victim));
    }

    [Fact]
    public void Requests_AsAFlood_ArePassedOnAtTheLimit()
    {
        var (network, hub, two, _) = Busy(false, settings => settings with { ResolutionsPerSecond = 50 });
        network.Advance(TimeSpan.FromSeconds(5));
        network.Sent.Clear();
        for (var i = 0u; i < 5000; i++)
            network.Forge(hub, "10.0.1.2", (Request(two) with { RequestId = 1000 + i }).Encode());

        Assert.Equal(4950, hub.Machine.Counters.Throttled);
        Assert.InRange(network.Sent.Count, 50, 200);
    }

    [Fact]
    public void Packet_LongerThanAnyMeshSends_IsDropped()
    {
        var (network, hub, two, _) = Busy(false);
        var endless = Request(two) with { Extensions = [.. Enumerable.Range(0, 1000).Select(_ => new NhrpExtension(NhrpExtensionType.Vendor, false) { Data = new byte[8] })] };

        Assert.Empty(network.Forge(hub, "10.0.1.2", endless.Encode()));
        Assert.Equal(1, hub.Machine.Counters.Malformed);
    }

    [Fact]
    public void ASpoke_ThatIsNoHub_LetsNobodyRegister()
    {
        var (network, _, spoke) = Registered();
        network.Forge(spoke, "10.0.1.66", Registration(77, "10.0.1.66").Encode());

        Assert.Empty(spoke.Machine.Peers);
        Assert.Equal(1, spoke.Machine.Counters.RefusedRegistrations);
    }

    [Fact]
    public void TokenBuckets_WithMoreSourcesThanTheyHold_TakeNoMoreMemory()
    {
        var buckets = new TokenBuckets(10, maximumSources: 100);
        var now = TimeSpan.FromMinutes(1);
        var admitted = Enumerable.Range(0, 100_000).Count(i => buckets.TryTake(new IPAddress(i), now));

        Assert.Equal(100, buckets.Count);
        Assert.Equal(110, admitted);
        Assert.True(buckets.TryTake(new IPAddress(200_000), now + TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void Meshes_WithTheSameAddresses_KeepApartByTheirKeys()
    {
        var network = new MeshNetwork();
        var red = network.Add(Meshes.Hub("red"));
        var blue = new MeshMachine(Meshes.Hub("blue"), new FixedRoutes());
        network.Start(network.Add(Meshes.Spoke(2, key: "red")));

        Assert.Single(red.Machine.Peers);
        blue.Handle(new MeshEvent.Arrived(IPAddress.Parse("10.0.1.2"), network.Sent[0].Wire), TimeSpan.Zero);
        Assert.Empty(blue.Peers);
        Assert.Equal(1, blue.Counters.WrongAuthentication);
    }

    [Fact]
    public void Packets_WithoutIpsecWhereItIsDemanded_AreDropped()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub() with { Secured = true });

        Assert.Empty(network.Forge(hub, "10.0.1.66", Registration(2, "10.0.1.66").Encode()));
        Assert.Equal(1, hub.Machine.Counters.NotSecured);
    }

    private static NhrpPacket Registration(int number, string nbma) => new()
    {
        Type = NhrpPacketType.RegistrationRequest,
        RequestId = 1,
        Source = IPAddress.Parse($"10.255.{1 + (number / 250)}.{number % 250}"),
        SourceNbma = IPAddress.Parse(nbma),
        Destination = Meshes.HubOverlay,
        Entries = [new NhrpCie { PrefixLength = 32, HoldingTime = 60 }],
    };

    private static NhrpPacket Request(MeshNode from) => new()
    {
        Type = NhrpPacketType.ResolutionRequest,
        Flags = NhrpFlags.ResolutionRouter | NhrpFlags.ResolutionAuthoritative,
        RequestId = 7,
        Source = from.Machine.Identity.Overlay,
        SourceNbma = from.Nbma,
        Destination = IPAddress.Parse("10.128.2.1"),
        Entries = [new NhrpCie { PrefixLength = 32, HoldingTime = 60 }],
    };

    private static Rig HubRig() => new(Rig.Spoke with { Nbma = Rig.Hub, Overlay = new InterfaceAddress(Rig.HubOverlay, 16), Hubs = [], Authentication = "key" });

    private static (MeshNetwork Network, MeshNode Hub, MeshNode Spoke) Registered(string? key = null, bool unique = false)
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub(key));
        var spoke = network.Add(Meshes.Spoke(2, key: key, unique: unique));
        network.Start(spoke);
        return (network, hub, spoke);
    }

    /// <summary>A hub and two spokes with a shortcut between them.</summary>
    private static (MeshNetwork Network, MeshNode Hub, MeshNode Two, MeshNode Three) Busy(bool secured, Func<MeshSettings, MeshSettings>? change = null)
    {
        var network = new MeshNetwork();
        change ??= settings => settings;
        var hub = network.Add(change(Meshes.Hub()) with { Secured = secured }, null, Meshes.HubRoutes());
        var two = network.Add(Meshes.Spoke(2) with { Secured = secured }, null, Meshes.SpokeRoutes(2));
        var three = network.Add(Meshes.Spoke(3) with { Secured = secured }, null, Meshes.SpokeRoutes(3));
        network.Start(two);
        network.Start(three);
        network.Advance(TimeSpan.FromSeconds(1));
        Meshes.Hairpin(network, hub, "10.128.1.1", "10.128.2.1");
        network.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(two.Shortcuts);
        return (network, hub, two, three);
    }

    private static void FixChecksum(byte[] bytes)
    {
        bytes[12] = bytes[13] = 0;
        var sum = NhrpChecksum.Compute(bytes.AsSpan(0, Math.Min(bytes.Length, (bytes[10] << 8) | bytes[11])));
        (bytes[12], bytes[13]) = ((byte)(sum >> 8), (byte)sum);
    }
}
