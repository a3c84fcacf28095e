using System.Net;
using Router.Mesh.Cache;
using Router.Mesh.Events;
using Router.Wire.Nhrp;

namespace Router.Mesh.Server;

/// <summary>
/// A unique address is claimed by somebody else. Whoever has it is asked whether it is still there, at 0, 1 and 3 s: if it
/// answers, it keeps the address and is not asked again for a minute; else the address is free, and the claimant's next attempt
/// gets it. So a peer whose provider gave it another address is back in seconds, and nobody takes over one that is alive.
/// </summary>
internal sealed class Challenges(MeshIdentity identity)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60);
    private const int Maximum = 4096;

    private readonly Dictionary<IPAddress, Challenge> open = [];
    private readonly MeshTimers<IPAddress> timers = new();

    public TimeSpan? NextDeadline => timers.Next;

    public bool Start(PeerEntry peer, TimeSpan now, List<MeshEffect> effects)
    {
        if (open.Count >= Maximum || open.ContainsKey(peer.Overlay))
            return false;
        var challenge = new Challenge(peer.Nbma, identity.NextRequestId());
        open[peer.Overlay] = challenge;
        Ask(peer.Overlay, challenge, now, effects);
        return true;
    }

    /// <summary>True when the reply answers one of ours: the peer is there.</summary>
    public bool TryAnswer(IPAddress from, NhrpPacket reply, TimeSpan now)
    {
        if (reply.Destination is null || !open.TryGetValue(reply.Destination, out var challenge)
            || challenge.RequestId != reply.RequestId || challenge.Answered || !challenge.Nbma.Equals(from))
        {
            return false;
        }
        challenge.Answered = true;
        timers.Set(reply.Destination, now + Quiet);
        return true;
    }

    public void Forget(IPAddress overlay)
    {
        if (open.Remove(overlay))
            timers.Cancel(overlay);
    }

    /// <summary>Asks again where it is time, and returns the addresses whose peers did not answer.</summary>
    public List<IPAddress> Elapse(TimeSpan now, List<MeshEffect> effects)
    {
        var silent = new List<IPAddress>();
        while (timers.TryTake(now, out var overlay))
        {
            if (!open.TryGetValue(overlay, out var challenge))
                continue;
            if (!challenge.Answered && challenge.Attempts < Pauses.Length)
            {
                Ask(overlay, challenge, now, effects);
                continue;
            }
            open.Remove(overlay);
            if (!challenge.Answered)
                silent.Add(overlay);
        }
        return silent;
    }

    private void Ask(IPAddress overlay, Challenge challenge, TimeSpan now, List<MeshEffect> effects)
    {
        timers.Set(overlay, now + Pauses[challenge.Attempts++]);
        effects.Add(new MeshEffect.Send(challenge.Nbma, identity.Resolution(overlay, challenge.RequestId), overlay));
    }

    private sealed class Challenge(IPAddress nbma, uint requestId)
    {
        public IPAddress Nbma { get; } = nbma;

        public uint RequestId { get; } = requestId;

        public int Attempts { get; set; }

        public bool Answered { get; set; }
    }
}
