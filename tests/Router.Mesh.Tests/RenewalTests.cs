using System.Net;
using Router.Core.Values;
using Router.Mesh.Events;
using Router.Mesh.Machine;
using Router.Mesh.Tests.Network;
using Router.Mesh.Tests.Transitions;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests;

/// <summary>
/// A peer that registers once more with nothing changed gets the answer of before: the same as a hub that decodes it gives.
/// </summary>
public sealed class RenewalTests
{
    private static readonly IPAddress Peer = IPAddress.Parse("10.0.1.3");

    private static MeshSettings Hub =>
        Rig.Spoke with { Nbma = Rig.Hub, Overlay = new InterfaceAddress(Rig.HubOverlay, 16), Hubs = [], Authentication = "key" };

    [Theory]
    [InlineData("10.0.1.3")]
    [InlineData("198.51.100.9")] // Behind a NAT.
    public void Renewal_IsAnsweredAsItWouldBeAnew(string seen)
    {
        var (from, quick, slow) = (IPAddress.Parse(seen), new Rig(Hub), new Rig(Hub));
        for (var id = 1u; id < 6; id++)
        {
            (quick.Now, slow.Now) = (TimeSpan.FromSeconds(20 * id), TimeSpan.FromSeconds(20 * id));
            var answer = Answers(quick.Machine, from, Request(id), quick.Now).Single();
            Assert.Equal(id > 1, answer is MeshEffect.Resend);
            var again = Assert.IsType<MeshEffect.Send>(
                slow.Machine.Handle(new MeshEvent.Received(from, Decoded(Request(id))), slow.Now)[^1]);
            Assert.Equal(again.Packet.Encode(), Wire(answer));
        }
        Assert.Equal(slow.Machine.Peers.Single(), quick.Machine.Peers.Single() with { Answer = null });
        Assert.Equal(slow.Machine.Counters, quick.Machine.Counters);
        Assert.Equal(slow.Machine.NextDeadline, quick.Machine.NextDeadline);
    }

    [Fact]
    public void Renewal_WithOtherWords_IsDecoded()
    {
        var machine = Registered();
        Assert.IsType<MeshEffect.Send>(Answers(machine, Peer, Request(2, holding: 90), TimeSpan.FromSeconds(1)).Single());
        Assert.Equal(TimeSpan.FromSeconds(90), machine.Peers.Single().HoldingTime);
        Assert.IsType<MeshEffect.Resend>(Answers(machine, Peer, Request(3, holding: 90), TimeSpan.FromSeconds(2)).Single());
    }

    [Fact]
    public void Renewal_FromElsewhere_IsDecodedAndMovesThePeer()
    {
        var machine = Registered();
        Assert.IsType<MeshEffect.Send>(Answers(machine, IPAddress.Parse("10.0.1.4"), Request(2), TimeSpan.FromSeconds(10)).Single());
        Assert.IsType<MeshEffect.Send>(Answers(machine, Peer, Request(3), TimeSpan.FromSeconds(20)).Single());
    }

    [Fact]
    public void Renewal_ThatWasHarmedOnTheWay_IsCountedAndDropped()
    {
        var machine = Registered();
        var request = Request(2);
        request[25] ^= 1;
        Assert.Empty(machine.Handle(new MeshEvent.Arrived(Peer, request), TimeSpan.FromSeconds(1)));
        Assert.Equal(1, machine.Counters.WrongChecksum);
    }

    [Fact]
    public void Renewal_AfterOurUnderlayAddressChanged_NamesTheNewOne()
    {
        var machine = Registered();
        machine.Handle(new MeshEvent.UnderlayChanged(IPAddress.Parse("10.0.0.9")), TimeSpan.FromSeconds(1));
        var answer = Assert.IsType<MeshEffect.Send>(Answers(machine, Peer, Request(2), TimeSpan.FromSeconds(2)).Single());
        var responder = answer.Packet.Extensions!.Single(e => e.Type == NhrpExtensionType.ResponderAddress).Entries.Single();
        Assert.Equal(IPAddress.Parse("10.0.0.9"), responder.Nbma);
    }

    [Fact]
    public void Renewal_OfAPeerThatIsGone_RegistersItAnew()
    {
        var machine = Registered();
        machine.Handle(new MeshEvent.PurgeAsked(null), TimeSpan.FromSeconds(1));
        var effects = machine.Handle(new MeshEvent.Arrived(Peer, Request(2)), TimeSpan.FromSeconds(2));
        Assert.Contains(effects, effect => effect is MeshEffect.SetNeighbour);
        Assert.IsType<MeshEffect.Send>(effects[^1]);
    }

    [Fact]
    public void Renewal_OfTwoBehindOneNat_KeepsBoth()
    {
        var machine = new MeshMachine(Hub, new FixedRoutes([]));
        for (var id = 1u; id < 4; id++)
        {
            foreach (var overlay in new[] { "10.255.1.3", "10.255.1.4" })
                Assert.Equal(
                    overlay,
                    Decoded(Wire(Answers(machine, Peer, Request(id, overlay: overlay), TimeSpan.FromSeconds(id)).Single())).Source!
                        .ToString());
        }
        Assert.All(machine.Peers, peer => Assert.Equal(TimeSpan.FromSeconds(3 + 60), peer.Expires));
    }

    private static MeshMachine Registered()
    {
        var machine = new MeshMachine(Hub, new FixedRoutes([]));
        Assert.Single(Answers(machine, Peer, Request(1), TimeSpan.Zero));
        return machine;
    }

    private static IEnumerable<MeshEffect> Answers(MeshMachine machine, IPAddress from, byte[] request, TimeSpan now) =>
        machine.Handle(new MeshEvent.Arrived(from, request), now)
            .Where(effect => effect is MeshEffect.Resend or MeshEffect.Send { Packet.Type: NhrpPacketType.RegistrationReply });

    private static byte[] Wire(MeshEffect answer) => answer switch
    {
        MeshEffect.Resend again => again.Wire.ToArray(),
        MeshEffect.Send { Wire.IsEmpty: false } send => send.Wire.ToArray(),
        _ => ((MeshEffect.Send)answer).Packet.Encode(),
    };

    private static NhrpPacket Decoded(byte[] wire)
    {
        Assert.True(NhrpPacket.TryDecode(wire, out var packet, out _));
        return packet;
    }

    private static byte[] Request(uint id, ushort holding = 60, string overlay = "10.255.1.3") => new NhrpPacket
    {
        Type = NhrpPacketType.RegistrationRequest,
        Flags = NhrpFlags.RegistrationUnique,
        RequestId = id,
        HopCount = 64,
        Source = IPAddress.Parse(overlay),
        SourceNbma = Peer,
        Destination = Rig.HubOverlay,
        Entries = [new NhrpCie { PrefixLength = 255, HoldingTime = holding }],
        Extensions = [new(NhrpExtensionType.ResponderAddress, true), .. new NhrpAuthentication("key").Extensions()],
    }.Encode();
}
