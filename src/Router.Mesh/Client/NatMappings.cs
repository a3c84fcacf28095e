using System.Net;
using Router.Mesh.Events;
using Router.Wire.Nhrp;

namespace Router.Mesh.Client;

/// <summary>
/// Peers behind a NAT: it drops a mapping that nothing passed for a while (Linux: 30 s for GRE that was not answered, 180 s otherwise), and
/// then packets vanish in it without a word. So the peer is asked each 20 s whether it hears us, which also keeps the mapping; one that
/// does not answer three times cannot be reached by it any more.
/// </summary>
/// <param name="nbmaOf">Where a peer is that shortcuts lead through; null: none does any more.</param>
/// <param name="lost">The mapping of a peer is gone.</param>
internal sealed class NatMappings(MeshIdentity identity, Func<IPAddress, IPAddress?> nbmaOf, Action<IPAddress, List<MeshEffect>> lost)
{
    private const int Attempts = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<IPAddress, (uint RequestId, int Unanswered)> peers = [];
    private readonly MeshTimers<IPAddress> timers = new();

    public TimeSpan? NextDeadline => timers.Next;

    public void Keep(IPAddress peer, TimeSpan now)
    {
        if (peers.TryAdd(peer, default))
            timers.Set(peer, now + Pause);
    }

    public void Clear()
    {
        foreach (var peer in peers.Keys)
            timers.Cancel(peer);
        peers.Clear();
    }

    public void Elapse(TimeSpan now, List<MeshEffect> effects)
    {
        while (timers.TryTake(now, out var peer))
            Ask(peer, now, effects);
    }

    public bool TryHandle(IPAddress from, NhrpPacket reply, TimeSpan now)
    {
        if (reply.Destination is not { } peer || !peers.TryGetValue(peer, out var asked) || asked.Unanswered == 0
            || asked.RequestId != reply.RequestId || !from.Equals(nbmaOf(peer)))
        {
            return false;
        }
        peers[peer] = default;
        timers.Set(peer, now + Pause);
        return true;
    }

    private void Ask(IPAddress peer, TimeSpan now, List<MeshEffect> effects)
    {
        var (id, unanswered) = peers[peer];
        if (nbmaOf(peer) is not { } nbma)
        {
            peers.Remove(peer);
            return;
        }
        if (unanswered == Attempts)
        {
            peers.Remove(peer);
            lost(peer, effects);
            return;
        }
        id = unanswered == 0 ? identity.NextRequestId() : id;
        peers[peer] = (id, unanswered + 1);
        timers.Set(peer, now + Patience);
        effects.Add(new MeshEffect.Send(nbma, identity.Resolution(peer, id), peer));
    }
}
