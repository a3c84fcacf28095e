using System.Net;
using Router.Core.Values;
using Router.Mesh.Events;
using Router.Testing;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests.Transitions;

/// <summary>The full tables, in <c>Golden/</c>, to be read: each state, each event, the state after it, and the effects.</summary>
public class TransitionTests
{
    [Fact]
    public void Hub_EveryStateAndEvent_IsAsInTheTable()
    {
        static Rig Started() => new Rig(Rig.Spoke).Tell(new MeshEvent.Started());
        static Rig Named() =>
            new Rig(Rig.Spoke with { Hubs = [new HubSettings(null) { Name = "hub.example" }] }).Tell(new MeshEvent.Started());
        static Rig Securing() => new Rig(Rig.Spoke with { Secured = true }).Tell(new MeshEvent.Started());
        static Rig Silent() => Started().HubAnswers().Wait(28);
        (string, Func<Rig>)[] states =
        [
            ("Idle", () => new Rig(Rig.Spoke)),
            ("Resolving (hub by name)", Named),
            ("Registering (hub by name)", () => Named().Tell(new MeshEvent.NameResolved("hub.example", [Rig.Hub]))),
            ("Securing (IPsec)", Securing),
            ("Registering (IPsec)", () => Securing().Tell(new MeshEvent.PeerSecured(Rig.Hub, "hub"))),
            ("Registering", Started),
            ("Registered", () => Started().HubAnswers().Wait(5)),
            ("Registered, being renewed", () => Started().HubAnswers().Elapse()),
            ("Silent", Silent),
            ("Refused", () => Started().HubAnswers(NhrpCode.AdministrativelyProhibited)),
        ];
        (string, Action<Rig>)[] events =
        [
            ("its time comes", rig => rig.Elapse()),
            ("reply", rig => rig.HubAnswers()),
            ("reply with code 14", rig => rig.HubAnswers(NhrpCode.UniqueAddressAlreadyRegistered)),
            ("reply to another request", rig => rig.HubAnswers(wrongBy: 7)),
            ("purge of our address by the hub", rig => rig.Purged(Rig.Hub, "10.255.1.2")),
            ("purge of our address by another", rig => rig.Purged(Rig.Other, "10.255.1.2")),
            ("name leads to the same address", rig => rig.Tell(new MeshEvent.NameResolved("hub.example", [Rig.Hub]))),
            ("name leads to another address", rig => rig.Tell(new MeshEvent.NameResolved("hub.example", [Rig.Other]))),
            ("name leads nowhere", rig => rig.Tell(new MeshEvent.NameResolved("hub.example", []))),
            ("IPsec is up", rig => rig.Tell(new MeshEvent.PeerSecured(Rig.Hub, "hub"))),
            ("IPsec is lost", rig => rig.Tell(new MeshEvent.PeerLost(Rig.Hub, "dead peer"))),
            ("our underlay address changes", rig => rig.Tell(new MeshEvent.UnderlayChanged(IPAddress.Parse("10.0.7.2")))),
            ("purge from the console", rig => rig.Tell(new MeshEvent.PurgeAsked(null))),
            ("stop", rig => rig.Tell(new MeshEvent.Stopping())),
        ];

        Golden.Verify(
            "hub-transitions.txt",
            TransitionTable.Render(states, events, rig => rig.Machine.Hubs[0] is var hub ? $"{hub.State}: {hub.Reason}" : ""));
    }

    [Fact]
    public void Shortcut_EveryStateAndEvent_IsAsInTheTable()
    {
        static Rig Registered() => new Rig(Rig.Spoke).Tell(new MeshEvent.Started()).HubAnswers();
        static Rig Secured() => new Rig(Rig.Spoke with { Secured = true })
            .Tell(new MeshEvent.PeerSecured(Rig.Hub, "hub"))
            .Tell(new MeshEvent.Started())
            .HubAnswers();
        static Rig Up() => Registered().Indicated().PeerAnswers();
        static Rig Used() => Up().Tell(new MeshEvent.ShortcutUsed(Rig.BehindPeer));
        (string, Func<Rig>)[] states =
        [
            ("none", Registered),
            ("Asking", () => Registered().Indicated()),
            ("Securing", () => Secured().Indicated().PeerAnswers()),
            ("Probing", () => Registered().Indicated().PeerAnswers(publicNbma: "198.51.100.7")),
            ("HeldDown", () => Registered().Indicated().PeerAnswers(NhrpCode.NoInternetworkLayerBinding)),
            ("up", Up),
            ("up, used", Used),
            ("up, being renewed", () => ElapseUntil(Used(), rig => rig.Machine.Shortcuts.Resolutions.Count > 0)),
            ("restored", () => new Rig(Rig.Spoke).Tell(new MeshEvent.Started(new KernelState
            {
                Neighbours = [new KernelNeighbour(Rig.PeerOverlay, Rig.Peer)],
                Shortcuts = [new KernelShortcut(Rig.BehindPeer, Rig.PeerOverlay)],
            })).HubAnswers()),
        ];
        (string, Action<Rig>)[] events =
        [
            ("indication", rig => rig.Indicated()),
            ("its time comes", rig => ElapseResolution(rig)),
            ("reply", rig => rig.PeerAnswers()),
            ("reply from elsewhere", rig => rig.PeerAnswers(nbma: Rig.Other)),
            ("reply with code 12", rig => rig.PeerAnswers(NhrpCode.NoInternetworkLayerBinding)),
            ("reply to another request", rig => rig.PeerAnswers(wrongBy: 7)),
            ("used", rig => rig.Tell(new MeshEvent.ShortcutUsed(Rig.BehindPeer))),
            ("neighbour missing", rig => rig.Tell(new MeshEvent.NeighbourMissing(Rig.PeerOverlay))),
            ("IPsec is up", rig => rig.Tell(new MeshEvent.PeerSecured(Rig.Peer, "peer"))),
            ("IPsec is lost", rig => rig.Tell(new MeshEvent.PeerLost(Rig.Peer, "dead peer"))),
            ("purge by the hub", rig => rig.Purged(Rig.Hub, "10.255.1.3")),
            ("purge by the peer", rig => rig.Purged(Rig.Peer, "10.255.1.3")),
            ("purge by another", rig => rig.Purged(Rig.Other, "10.255.1.3")),
            ("purge from the console", rig => rig.Tell(new MeshEvent.PurgeAsked(Rig.PeerOverlay))),
            ("stop", rig => rig.Tell(new MeshEvent.Stopping())),
        ];

        Golden.Verify("shortcut-transitions.txt", TransitionTable.Render(states, events, ShortcutState));
    }

    [Fact]
    public void Peer_EveryStateAndEvent_IsAsInTheTable()
    {
        static Rig Hub() =>
            new(Rig.Spoke with { Nbma = Rig.Hub, Overlay = new InterfaceAddress(Rig.HubOverlay, 16), Hubs = [], Authentication = "key" });
        (string, Func<Rig>)[] states =
        [
            ("unknown", Hub),
            ("Registered", () => Hub().Registers(Rig.Peer, 5, unique: false).Wait(5)),
            ("Registered, unique", () => Hub().Registers(Rig.Peer, 5).Wait(5)),
            ("Contested", () => Hub().Registers(Rig.Peer, 5).Wait(5).Registers(Rig.Other, 1)),
            ("Restored",
                () => Hub().Tell(new MeshEvent.Started(new KernelState { Neighbours = [new KernelNeighbour(Rig.PeerOverlay, Rig.Peer)] }))),
            ("taken back", () => Purge(Hub().Registers(Rig.Peer, 5), Rig.Peer)),
        ];
        (string, Action<Rig>)[] events =
        [
            ("its time comes", rig => rig.Elapse()),
            ("it registers again", rig => rig.Registers(Rig.Peer, 6)),
            ("a copy of its registration", rig => rig.Registers(Rig.Peer, 5)),
            ("it registers from elsewhere", rig => rig.Registers(Rig.Other, 7, claimed: Rig.Peer)),
            ("another one registers it", rig => rig.Registers(Rig.Other, 1)),
            ("it answers the challenge", rig => Answer(rig, Rig.Peer)),
            ("another one answers the challenge", rig => Answer(rig, Rig.Other)),
            ("it takes it back", rig => Purge(rig, Rig.Peer)),
            ("another one takes it back", rig => Purge(rig, Rig.Other)),
            ("the kernel misses its neighbour", rig => rig.Tell(new MeshEvent.NeighbourMissing(Rig.PeerOverlay))),
            ("purge from the console", rig => rig.Tell(new MeshEvent.PurgeAsked(Rig.PeerOverlay))),
            ("stop", rig => rig.Tell(new MeshEvent.Stopping())),
        ];

        Golden.Verify("peer-transitions.txt", TransitionTable.Render(states, events, PeerStateOf));
    }

    private static string ShortcutState(Rig rig)
    {
        var shortcuts = rig.Machine.Shortcuts.Shortcuts.Select(s => $"up: {s.Reason}");
        var resolutions = rig.Machine.Shortcuts.Resolutions.Select(r => $"{r.State}: {r.Reason}");
        return string.Join(" + ", shortcuts.Concat(resolutions).DefaultIfEmpty("none"));
    }

    private static string PeerStateOf(Rig rig) =>
        rig.Machine.Peers.Select(p => $"{p.State} at {p.Nbma}: {p.Reason}").SingleOrDefault("unknown");

    private static Rig ElapseUntil(Rig rig, Func<Rig, bool> reached)
    {
        for (var steps = 0; !reached(rig); steps++)
        {
            Assert.True(steps < 100, "never reached");
            rig.Elapse();
            rig.HubAnswers();
        }
        return rig;
    }

    /// <summary>The hub answers renewals meanwhile, until something of the shortcut's own happens.</summary>
    private static void ElapseResolution(Rig rig)
    {
        var before = ShortcutState(rig);
        for (var steps = 0; steps < 100 && rig.Now < TimeSpan.FromSeconds(200); steps++)
        {
            rig.Effects.Clear();
            rig.Elapse();
            var own = rig.Effects.Any(e => e is not MeshEffect.Send { Packet.Type: NhrpPacketType.RegistrationRequest });
            if (own || ShortcutState(rig) != before)
                return;
            rig.HubAnswers();
        }
        rig.Effects.Clear();
    }

    private static Rig Purge(Rig rig, IPAddress from) => rig.Receive(from, WithKey(new NhrpPacket
    {
        Type = NhrpPacketType.PurgeRequest,
        RequestId = 9,
        Source = Rig.PeerOverlay,
        SourceNbma = from,
        Destination = Rig.HubOverlay,
        Entries = [new NhrpCie { Protocol = Rig.PeerOverlay, PrefixLength = 32 }],
    }));

    private static void Answer(Rig rig, IPAddress from) => rig.Receive(from, WithKey(new NhrpPacket
    {
        Type = NhrpPacketType.ResolutionReply,
        RequestId = 1,
        Source = Rig.HubOverlay,
        SourceNbma = Rig.Hub,
        Destination = Rig.PeerOverlay,
        Entries = [new NhrpCie { Nbma = from, Protocol = Rig.PeerOverlay, HoldingTime = 60, PrefixLength = 32 }],
    }));

    private static NhrpPacket WithKey(NhrpPacket packet) => packet with { Extensions = [.. new NhrpAuthentication("key").Extensions()] };
}
