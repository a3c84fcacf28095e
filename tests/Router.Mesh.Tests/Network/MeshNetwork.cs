using System.Net;
using Router.Documents;
using Router.Mesh.Events;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests.Network;

/// <summary>
/// Machines on an underlay, with one clock for all. Packets cross it as bytes, at once and in order unless <see cref="Transit"/> says
/// otherwise; IPsec takes 11 ms, DNS 5 ms. A node may sit behind a NAT (which may let in only from where it sent to), and may be cut
/// off. Everything that was sent is kept.
/// </summary>
internal sealed class MeshNetwork
{
    private static readonly TimeSpan HandshakeTime = TimeSpan.FromMilliseconds(11);
    private static readonly TimeSpan LookupTime = TimeSpan.FromMilliseconds(5);

    private readonly List<MeshNode> nodes = [];
    private readonly Queue<(MeshNode From, MeshEffect.Send Send, byte[] Wire)> inFlight = [];
    private readonly PriorityQueue<Action, TimeSpan> planned = new();

    public TimeSpan Now { get; private set; }

    public List<(IPAddress From, IPAddress To, byte[] Wire)> Sent { get; } = [];

    public IReadOnlyList<MeshNode> Nodes => nodes;

    public Dictionary<string, ValueList<IPAddress>> Names { get; } = [];

    /// <summary>How long the next packet is on its way; null: it is lost. Without it all arrive at once.</summary>
    public Func<TimeSpan?>? Transit { get; set; }

    /// <summary>Hears of each effect of each node.</summary>
    public Action<MeshNode, MeshEffect> Watch { get; set; } = (_, _) => { };

    public MeshNode Add(MeshSettings settings, string? publicAddress = null, params (string Prefix, string? Via)[] routes)
    {
        var node = new MeshNode(settings, publicAddress is null ? null : IPAddress.Parse(publicAddress), new FixedRoutes(routes));
        Add(node);
        return node;
    }

    public void Add(MeshNode node) => nodes.Add(node);

    public void Start(MeshNode node) => Tell(node, new MeshEvent.Started());

    public void Tell(MeshNode node, MeshEvent happened)
    {
        Run(node, happened);
        Deliver();
    }

    /// <summary>Lets time pass, calling each machine at its deadlines.</summary>
    public void Advance(TimeSpan duration)
    {
        var end = Now + duration;
        while (true)
        {
            var next = nodes.Where(n => n.Alive && n.Machine.NextDeadline is not null).MinBy(n => n.Machine.NextDeadline);
            var deadline = next?.Machine.NextDeadline;
            if (planned.TryPeek(out _, out var at) && !(deadline < at) && at <= end)
            {
                Now = at > Now ? at : Now;
                planned.Dequeue()();
                continue;
            }
            if (deadline is not { } due || due > end)
                break;
            Now = due > Now ? due : Now;
            Tell(next!, new MeshEvent.Elapsed());
        }
        Now = end;
    }

    /// <summary>Bytes of somebody who is no machine.</summary>
    public IReadOnlyList<MeshEffect> Forge(MeshNode to, string from, byte[] wire)
    {
        var effects = Run(to, new MeshEvent.Arrived(IPAddress.Parse(from), wire));
        Deliver();
        return effects;
    }

    private void Deliver()
    {
        while (inFlight.TryDequeue(out var packet))
        {
            // Where it came from is what it was sent with: meanwhile the sender may have moved.
            var (from, send, wire) = packet;
            var seen = SeenAs(from, send.Nbma);
            if (Transit is null)
                Arrive(from, seen, send, wire);
            else if (Transit() is { } time)
                planned.Enqueue(() => { Arrive(from, seen, send, wire); Deliver(); }, Now + time);
        }
    }

    private void Arrive(MeshNode from, IPAddress seen, MeshEffect.Send send, byte[] wire)
    {
        if (Target(from, send.Nbma, send.Peer) is { CutOff: false } node && node.LetsIn(seen))
            Run(node, new MeshEvent.Arrived(seen, wire));
    }

    /// <summary>An answer that is sent again is an answer.</summary>
    private static MeshEffect Plain(MeshEffect effect)
    {
        if (effect is not MeshEffect.Resend again)
            return effect;
        Assert.True(NhrpPacket.TryDecode(again.Wire.ToArray(), out var packet, out var error), $"{error}");
        return new MeshEffect.Send(again.Nbma, packet, again.Peer);
    }

    private List<MeshEffect> Run(MeshNode node, MeshEvent happened)
    {
        if (!node.Alive)
            return [];
        var effects = node.Machine.Handle(happened, Now).Select(Plain).ToList();
        foreach (var effect in effects)
        {
            node.Apply(effect);
            Watch(node, effect);
            switch (effect)
            {
                case MeshEffect.Send send when !node.CutOff:
                    var wire = send.Packet.Encode();
                    Sent.Add((node.Public, send.Nbma, wire));
                    node.Opened.Add(send.Nbma);
                    inFlight.Enqueue((node, send, wire));
                    break;
                case MeshEffect.Secure { Beginner: Beginner.They }:
                    break;
                case MeshEffect.Secure { Beginner: Beginner.TheyBetweenNats } e:
                    node.Opened.Add(e.Nbma);
                    break;
                case MeshEffect.Secure e:
                    node.Opened.Add(e.Nbma);
                    planned.Enqueue(() => Handshake(node, e.Nbma), Now + HandshakeTime);
                    break;
                case MeshEffect.Release e:
                    planned.Enqueue(() => Lose(node, e.Nbma, "released"), Now + LookupTime);
                    break;
                case MeshEffect.Resolve e:
                    planned.Enqueue(
                        () => Tell(node, new MeshEvent.NameResolved(e.Name, Names.GetValueOrDefault(e.Name, []))), Now + LookupTime);
                    break;
            }
        }
        return effects;
    }

    private void Handshake(MeshNode node, IPAddress nbma)
    {
        if (Target(node, nbma, null) is not { CutOff: false } peer || node.CutOff || !peer.LetsIn(SeenAs(node, nbma)))
        {
            Tell(node, new MeshEvent.PeerLost(nbma, "no answer"));
            return;
        }
        node.Secured[nbma] = peer.Identity;
        peer.Secured[SeenAs(node, nbma)] = node.Identity;
        Tell(peer, new MeshEvent.PeerSecured(SeenAs(node, nbma), node.Identity));
        Tell(node, new MeshEvent.PeerSecured(nbma, peer.Identity));
    }

    /// <summary>IPsec between a node and an address ends; both sides hear of it.</summary>
    public void Lose(MeshNode node, IPAddress nbma, string reason)
    {
        node.Secured.Remove(nbma);
        Tell(node, new MeshEvent.PeerLost(nbma, reason));
        if (Target(node, nbma, null) is not { } peer || !peer.Secured.Remove(SeenAs(node, nbma)))
            return;
        Tell(peer, new MeshEvent.PeerLost(SeenAs(node, nbma), reason));
    }

    /// <summary>Who has an address as seen from a node; of several behind one NAT, the one that is meant.</summary>
    private MeshNode? Target(MeshNode from, IPAddress nbma, IPAddress? overlay)
    {
        var there = nodes.Where(n => n != from && n.Alive && (n.Public.Equals(nbma) || (IsInside(from, n) && n.Nbma.Equals(nbma))))
            .ToList();
        return there.Find(n => n.Machine.Identity.Overlay.Equals(overlay)) ?? there.FirstOrDefault();
    }

    private IPAddress SeenAs(MeshNode from, IPAddress to) =>
        nodes.Any(n => n != from && IsInside(from, n) && n.Nbma.Equals(to)) ? from.Nbma : from.Public;

    private static bool IsInside(MeshNode from, MeshNode other) =>
        from.IsBehindNat && other.IsBehindNat && from.Public.Equals(other.Public);
}
