using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Machine;
using Router.Mesh.Tests.Network;
using Router.Wire.Nhrp;
using static Router.Mesh.Tests.Hostile.HostileMesh;

namespace Router.Mesh.Tests.Hostile;

/// <summary>What is no packet of this mesh is counted and dropped.</summary>
public class MalformedInputTests
{
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

    [Fact]
    public void Request_ThatCameByHereBefore_IsAnErrorOnceASecond()
    {
        var (network, hub, two, _) = Busy(false);
        var looped = Request(two) with
        {
            Extensions = [new NhrpExtension(NhrpExtensionType.ForwardTransitRecord, true)
            {
                Entries = [new NhrpCie { Nbma = Meshes.HubNbma, Protocol = Meshes.HubOverlay }]
            }],
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
        var answer = network.Forge(
            three, "10.0.0.1", (Request(two) with { Extensions = [new NhrpExtension((NhrpExtensionType)77, true)] }).Encode());

        Assert.Equal(NhrpCode.UnrecognizedExtension, Assert.IsType<MeshEffect.Send>(Assert.Single(answer)).Packet.ErrorCode);
    }

    [Fact]
    public void Errors_AreNeverAnsweredByErrors()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub("right"));
        var error = new NhrpPacket
        {
            Type = NhrpPacketType.ErrorIndication,
            ErrorCode = NhrpCode.AuthenticationFailure,
            Source = Victim,
            Extensions = null
        };

        Assert.Empty(network.Forge(hub, "10.0.1.66", error.Encode()));
    }

    [Fact]
    public void Packet_LongerThanAnyMeshSends_IsDropped()
    {
        var (network, hub, two, _) = Busy(false);
        var endless = Request(two) with
        {
            Extensions =
                [.. Enumerable.Range(0, 1000).Select(_ => new NhrpExtension(NhrpExtensionType.Vendor, false) { Data = new byte[8] })]
        };

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
}
