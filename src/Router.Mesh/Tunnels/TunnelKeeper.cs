using System.Net;
using Router.Documents;
using Router.Mesh.Events;

namespace Router.Mesh.Tunnels;

/// <summary>
/// The tunnels of one mesh, without I/O: what is wanted, what is up and who is there. Two routers that meet may each bring one up
/// (<see cref="DoubleTunnels"/>), and rekeying makes new ones: a peer is secured from its first until the end of its last. One thread at a
/// time.
/// </summary>
/// <param name="local">Our address on the underlay.</param>
/// <param name="serves">Peers register here: what they send has to be taken at once.</param>
public sealed class TunnelKeeper(IPAddress local, bool serves)
{
    /// <summary>charon gives up after 21 seconds, and says so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Where both want a tunnel at once the lower address begins: a second negotiation costs the packets that use its keys before
    /// the other side has them. A peer that does not know of it has not begun after this time; one whose negotiation is under way then is
    /// slow, and given some more.
    /// </summary>
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(1), LongestCourtesy = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A peer that brought a tunnel up has its keys a way there and back after us: what is sent meanwhile it cannot read. Packets to
    /// it stay on their way by the hub until it was heard, or for so long where it says nothing: FRR's nhrpd does not, and what it sends is
    /// not taken until then.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>Between two NATs one opens its own, a few times because packets get lost, and the other begins when that is done.</summary>
    private const int OpeningPackets = 3;
    private static readonly TimeSpan OpeningPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Opening = TimeSpan.FromMilliseconds(100);

    /// <summary>Peers notice within a minute that a charon that was killed does not answer them, and come back.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private readonly Dictionary<uint, Association> up = [];
    private readonly Dictionary<IPAddress, List<Peer>> peers = [];
    private readonly Dictionary<IPAddress, Attempt> attempts = [];
    private readonly HashSet<IPAddress> wanted = [];
    private readonly HashSet<IPAddress> shared = [];
    private readonly List<(IPAddress Nbma, Peer Peer, TimeSpan Until)> settling = [];
    private readonly DoubleTunnels doubles = new();
    private IPAddress local = local;
    private TimeSpan? graceEnds;
    private bool connected;

    /// <summary>When to call <see cref="Elapse"/>; null: only when something happens.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            var next = Deadline.Earlier(graceEnds, doubles.NextDeadline);
            if (settling.Count > 0)
                next = Deadline.Earlier(next, settling[0].Until);
            foreach (var attempt in attempts.Values)
                next = Deadline.Earlier(Deadline.Earlier(next, attempt.Deadline), attempt.Begins);
            return next;
        }
    }

    public IEnumerable<SecuredPeer> Peers =>
        peers.SelectMany(at => at.Value.Select(peer => new SecuredPeer(at.Key, peer.Identity, peer.Mark)));

    public ValueList<TunnelStatus> Report(TimeSpan now) =>
    [
        .. peers.SelectMany(at => at.Value.Select(peer => new TunnelStatus(
            at.Key, peer.Identity, peer.Tunnels == 0 ? TunnelState.Orphaned : TunnelState.Up, now - peer.Since, peer.Reason))),
        .. attempts.Select(a => new TunnelStatus(
            a.Key, null, a.Value.Deadline is null ? TunnelState.Down : TunnelState.Negotiating, now - a.Value.Since, a.Value.Reason)),
    ];

    public List<TunnelEffect> Secure(IPAddress nbma, Beginner beginner, TimeSpan now)
    {
        var effects = new List<TunnelEffect>();
        wanted.Add(nbma);
        foreach (var peer in PeersAt(nbma).Where(peer => !settling.Exists(s => s.Peer == peer)))
            effects.Add(new TunnelEffect.Tell(new MeshEvent.PeerSecured(nbma, peer.Identity, peer.Mark)));
        if (PeersAt(nbma).Count > 0 || attempts.GetValueOrDefault(nbma) is { Deadline: not null })
            return effects;
        if (beginner == Beginner.They)
            attempts[nbma] = new Attempt(now, now + Patience, "the peer is behind a NAT and has to begin");
        else if (beginner == Beginner.WeBetweenNats)
            attempts[nbma] =
                new Attempt(now, now + Patience, "the peer is given time to open its NAT") { Begins = now + Opening, BetweenNats = true };
        else if (beginner == Beginner.TheyBetweenNats)
            Open(nbma, OpeningPackets, now, effects);
        else if (beginner == Beginner.Lower && !IsLower(nbma))
            attempts[nbma] = new Attempt(now, now + Patience, "the peer is given time to begin") { Begins = now + Courtesy };
        else
            Try(nbma, "it is being negotiated", now, effects);
        return effects;
    }

    public List<TunnelEffect> Release(IPAddress nbma)
    {
        var effects = new List<TunnelEffect>();
        wanted.Remove(nbma);
        attempts.Remove(nbma);
        effects.Add(new TunnelEffect.Abandon(nbma));
        foreach (var ike in up.Values.Where(a => a.Ours && a.Nbma.Equals(nbma)).Select(a => a.Ike).Distinct())
            effects.Add(new TunnelEffect.Terminate(ike));
        return effects;
    }

    /// <summary>A packet came through a tunnel from there: the peer has its keys.</summary>
    public List<TunnelEffect> Heard(IPAddress nbma)
    {
        var effects = new List<TunnelEffect>();
        foreach (var (_, peer, _) in settling.Where(s => s.Nbma.Equals(nbma)).ToList())
            Settle(peer, effects);
        return effects;
    }

    /// <summary>Ends what stands on another of our addresses than this one.</summary>
    public List<TunnelEffect> Move(IPAddress address)
    {
        local = address;
        List<TunnelEffect> effects =
        [
            .. attempts.Keys.Select(nbma => new TunnelEffect.Abandon(nbma)),
            .. up.Values.Where(a => !a.Local.Equals(address)).Select(a => a.Ike).Distinct().Select(ike => new TunnelEffect.Terminate(ike)),
        ];
        attempts.Clear();
        return effects;
    }

    /// <summary>The mesh goes: so does all of it.</summary>
    public List<TunnelEffect> Stop()
    {
        List<TunnelEffect> effects =
        [
            .. attempts.Keys.Concat(wanted).Distinct().Select(nbma => new TunnelEffect.Abandon(nbma)),
            .. up.Values.Select(a => a.Ike).Distinct().Select(ike => new TunnelEffect.Terminate(ike)),
        ];
        attempts.Clear();
        wanted.Clear();
        return effects;
    }

    /// <summary>Whether charon has a tunnel to anybody there.</summary>
    public bool IsUp(IPAddress nbma) => PeersAt(nbma).Any(peer => peer.Tunnels > 0);

    /// <summary>charon answers, and has these: the first time, or after it or the connection to it was gone.</summary>
    public List<TunnelEffect> Connected(IReadOnlyList<Association> there, TimeSpan now)
    {
        var effects = new List<TunnelEffect>();
        connected = true;
        up.Clear();
        shared.Clear();
        foreach (var peer in peers.Values.SelectMany(at => at))
            peer.Tunnels = 0;
        foreach (var association in there)
            Up(association, "it was there when the daemon looked", settles: false, now, effects);
        var awaited = peers.Values.Sum(at => at.Count(peer => peer.Tunnels == 0));
        if (awaited > 0)
        {
            graceEnds = now + Grace;
            effects.Add(new TunnelEffect.Happened(
                "ipsec", $"strongSwan was restarted; {awaited} {(awaited == 1 ? "peer is" : "peers are")} awaited"));
        }
        foreach (var nbma in wanted.Where(nbma => !PeersAt(nbma).Any(peer => peer.Tunnels > 0)).ToList())
            Try(nbma, "it is being negotiated, since strongSwan was restarted", now, effects);
        return effects;
    }

    /// <summary>In place of what <see cref="TunnelEffect.Initiate.Yields"/>: the peer's own negotiation is under way.</summary>
    public void Begun(IPAddress nbma, TimeSpan now)
    {
        if (attempts.GetValueOrDefault(nbma) is { Deadline: not null } attempt)
            attempts[nbma] = attempt with { Reason = "the peer has begun", Begins = now + Courtesy };
    }

    /// <summary>The kernel goes on with the keys that it has.</summary>
    public void Disconnected() => connected = false;

    public List<TunnelEffect> Up(Association association, TimeSpan now)
    {
        var effects = new List<TunnelEffect>();
        Up(
            association, association.Ours ? "it came up when we asked" : "the peer brought it up",
            settles: !association.Ours && !serves, now, effects);
        return effects;
    }

    public List<TunnelEffect> Down(uint id, string reason)
    {
        var effects = new List<TunnelEffect>();
        if (!up.Remove(id, out var association) || Find(association) is not { } peer)
            return effects;
        if (--peer.Tunnels == 0)
            Lose(association.Nbma, peer, reason, effects);
        else
            Mark(association.Nbma, peer, effects);
        return effects;
    }

    /// <summary>The same peer with new keys: nobody has to know.</summary>
    public void Rekeyed(uint before, Association after)
    {
        if (up.Remove(before))
            up[after.Id] = after;
    }

    public void NegotiationRekeyed(uint before, uint after)
    {
        foreach (var association in up.Values.Where(a => a.Ike == before).ToList())
            up[association.Id] = association with { Ike = after };
    }

    /// <summary>What we try with this peer has failed.</summary>
    public List<TunnelEffect> Failed(IPAddress nbma, string reason, TimeSpan now)
    {
        var effects = new List<TunnelEffect>();
        if (attempts.TryGetValue(nbma, out var attempt) && attempt.Deadline is not null)
            Fail(nbma, reason, now, effects);
        return effects;
    }

    public List<TunnelEffect> Elapse(TimeSpan now)
    {
        var effects = new List<TunnelEffect>();
        while (settling.Count > 0 && settling[0].Until <= now)
            Settle(settling[0].Peer, effects);
        doubles.Elapse(up.Values, now, effects);
        foreach (var (nbma, attempt) in attempts.Where(a => a.Value.Begins <= now).ToList())
        {
            if (attempt.Openings > 0)
                Open(nbma, attempt.Openings, now, effects);
            else if (attempt.BetweenNats)
                Try(nbma, "it is being negotiated", now, effects, betweenNats: true);
            else
                TryUnlessBegun(nbma, attempt, now, effects);
        }
        foreach (var (nbma, _) in attempts.Where(a => a.Value.Deadline <= now).ToList())
            Fail(nbma, connected ? "the peer does not answer" : "strongSwan does not run", now, effects);
        if (!(graceEnds <= now))
            return effects;
        graceEnds = null;
        foreach (var (nbma, peer) in peers.SelectMany(at => at.Value.Where(peer => peer.Tunnels == 0).Select(peer => (at.Key, peer)))
            .ToList())
            Lose(nbma, peer, "strongSwan was restarted, and the peer did not come back", effects);
        return effects;
    }

    private void Up(Association association, string reason, bool settles, TimeSpan now, List<TunnelEffect> effects)
    {
        if (IsTaken(association))
        {
            // Both came before it was known that they share an address. It comes back at once, and gets a mark.
            effects.Add(new TunnelEffect.Terminate(association.Ike));
            effects.Add(new TunnelEffect.Happened(
                $"ipsec {association.Nbma}", $"{association.Identity} is behind the NAT of another peer; it has to come again"));
            return;
        }
        if (!up.TryAdd(association.Id, association))
            return;
        attempts.Remove(association.Nbma);
        if (association.PeerBehindNat && shared.Add(association.Nbma))
            effects.Add(new TunnelEffect.Share(association.Nbma));
        if (Find(association) is { } known)
        {
            // Of one tunnel alone there is nothing to look for: a hub has thousands.
            if (++known.Tunnels > 1)
                doubles.Up(association, up.Values, IsLower(association.Nbma), now);
            Mark(association.Nbma, known, effects);
            if (!settles)
                Settle(known, effects);
            return;
        }
        if (!peers.TryGetValue(association.Nbma, out var at))
            peers[association.Nbma] = at = [];
        var peer = new Peer(association.Identity, now, association.Encapsulated ? $"{reason}, in UDP through a NAT" : reason)
        {
            Tunnels = 1,
            Mark = association.Mark,
        };
        at.Add(peer);
        settling.Add((association.Nbma, peer, now + Settling));
        if (!settles)
            Settle(peer, effects);
    }

    /// <summary>Another peer's packets look the same to the kernel.</summary>
    private bool IsTaken(Association association) => association is { PeerBehindNat: true, Ours: false }
        && up.Values.Any(a => a.Nbma.Equals(association.Nbma) && a.Mark == association.Mark && a.Identity != association.Identity);

    /// <summary>Of several tunnels to one peer the last one counts.</summary>
    private void Mark(IPAddress nbma, Peer peer, List<TunnelEffect> effects)
    {
        var mark = up.Values.Where(a => a.Nbma.Equals(nbma) && a.Identity == peer.Identity).MaxBy(a => a.Id)?.Mark ?? peer.Mark;
        if (mark == peer.Mark)
            return;
        peer.Mark = mark;
        if (!settling.Exists(s => s.Peer == peer))
            effects.Add(new TunnelEffect.Tell(new MeshEvent.PeerSecured(nbma, peer.Identity, mark)));
    }

    /// <summary>From now on packets may be sent to it.</summary>
    private void Settle(Peer peer, List<TunnelEffect> effects)
    {
        var place = settling.FindIndex(s => s.Peer == peer);
        if (place < 0)
            return;
        effects.Add(new TunnelEffect.Tell(new MeshEvent.PeerSecured(settling[place].Nbma, peer.Identity, peer.Mark)));
        settling.RemoveAt(place);
    }

    private void Lose(IPAddress nbma, Peer peer, string reason, List<TunnelEffect> effects)
    {
        var at = peers[nbma];
        at.Remove(peer);
        settling.RemoveAll(s => s.Peer == peer);
        if (at.Count == 0)
        {
            peers.Remove(nbma);
            if (shared.Remove(nbma))
                effects.Add(new TunnelEffect.Unshare(nbma));
        }
        effects.Add(new TunnelEffect.Tell(new MeshEvent.PeerLost(nbma, reason, peer.Identity)));
        effects.Add(new TunnelEffect.Happened($"ipsec {nbma}", $"{peer.Identity} is gone: {reason}"));
    }

    /// <summary>The peer begins, and our NAT lets it in because of this packet.</summary>
    private void Open(IPAddress nbma, int times, TimeSpan now, List<TunnelEffect> effects)
    {
        var (since, deadline) = attempts.GetValueOrDefault(nbma) is { Deadline: { } end } under
            ? (under.Since, end)
            : (now, now + Patience);
        attempts[nbma] = new Attempt(since, deadline, "our NAT is opened for the peer, which begins")
        {
            Begins = times > 1 ? now + OpeningPause : null,
            Openings = times - 1
        };
        effects.Add(new TunnelEffect.Open(nbma));
    }

    private bool IsLower(IPAddress nbma) => local.GetAddressBytes().AsSpan().SequenceCompareTo(nbma.GetAddressBytes()) < 0;

    private void Try(IPAddress nbma, string reason, TimeSpan now, List<TunnelEffect> effects, bool betweenNats = false)
    {
        attempts[nbma] = new Attempt(now, now + Patience, reason);
        if (connected)
            effects.Add(new TunnelEffect.Initiate(nbma, betweenNats));
    }

    private void TryUnlessBegun(IPAddress nbma, Attempt attempt, TimeSpan now, List<TunnelEffect> effects)
    {
        attempts[nbma] = new Attempt(attempt.Since, now + Patience, "it is being negotiated");
        if (connected)
            effects.Add(new TunnelEffect.Initiate(nbma, Yields: now - attempt.Since < LongestCourtesy));
    }

    private void Fail(IPAddress nbma, string reason, TimeSpan now, List<TunnelEffect> effects)
    {
        attempts[nbma] = new Attempt(now, null, reason);
        effects.Add(new TunnelEffect.Abandon(nbma));
        if (PeersAt(nbma).Count == 0)
            effects.Add(new TunnelEffect.Tell(new MeshEvent.PeerLost(nbma, reason)));
    }

    private List<Peer> PeersAt(IPAddress nbma) => peers.GetValueOrDefault(nbma) ?? [];

    private Peer? Find(Association association) => PeersAt(association.Nbma).Find(peer => peer.Identity == association.Identity);

    /// <summary>Without a deadline it has failed.</summary>
    private sealed record Attempt(TimeSpan Since, TimeSpan? Deadline, string Reason)
    {
        /// <summary>Null: it has begun.</summary>
        public TimeSpan? Begins { get; init; }

        public bool BetweenNats { get; init; }

        /// <summary>How often our NAT is still to be opened.</summary>
        public int Openings { get; init; }
    }

    /// <summary>Somebody at an underlay address; without a tunnel while charon, restarted, does not know it.</summary>
    private sealed class Peer(string identity, TimeSpan since, string reason)
    {
        public string Identity { get; } = identity;

        public TimeSpan Since { get; } = since;

        public string Reason { get; } = reason;

        public int Tunnels { get; set; }

        public uint Mark { get; set; }
    }
}
