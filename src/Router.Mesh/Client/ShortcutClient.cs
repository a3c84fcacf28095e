using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Security;
using Router.Wire.Nhrp;

namespace Router.Mesh.Client;

/// <summary>
/// Resolution and the shortcuts it gives (phases 2 and 3). A destination is asked for at 0, 1, 3, 7 and 14 s and then left alone
/// for a while; an answer becomes a shortcut once the way to the peer is known to be open and, where IPsec is demanded, secured.
/// </summary>
public sealed class ShortcutClient
{
    private const int MaximumResolutions = 1024;
    private const int AttemptsAtThePeer = 2;
    private const int Probes = 3;
    private const string ClosedNat = "a NAT on the way lets nothing through";
    private static readonly TimeSpan[] Retries =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(7)];
    private static readonly TimeSpan HoldDown = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongHoldDown = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SecuringTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ProbePause = TimeSpan.FromSeconds(1);

    private readonly MeshIdentity identity;
    private readonly PeerSecurity security;
    private readonly MeshCounters counters;
    private readonly Func<IPAddress, bool> isHubAt;
    private readonly Func<IPAddress?> hubNbma;
    private readonly ShortcutTable table;
    private readonly ShortcutKeeper keeper;
    private readonly ShortcutJudge judge;
    private readonly NatMappings mappings;
    private readonly Dictionary<IPAddress, Resolution> resolutions = [];
    private readonly Dictionary<uint, Resolution> asked = [];
    private readonly MeshTimers<Resolution> timers = new();

    /// <param name="authoritativeNbma">Where a hub or a registered peer is; null: the overlay address is neither.</param>
    /// <param name="hubNbma">The hub that answers at present; null: none does.</param>
    internal ShortcutClient(
        MeshIdentity identity, PeerSecurity security, MeshCounters counters,
        Func<IPAddress, IPAddress?> authoritativeNbma, Func<IPAddress, bool> isHubAt, Func<IPAddress?> hubNbma)
    {
        this.identity = identity;
        this.security = security;
        this.counters = counters;
        this.isHubAt = isHubAt;
        this.hubNbma = hubNbma;
        table = new ShortcutTable(security, via => authoritativeNbma(via) is not null, isHubAt);
        keeper = new ShortcutKeeper(identity, table, Renew);
        judge = new ShortcutJudge(identity, security, authoritativeNbma);
        mappings = new NatMappings(identity, table.NbmaOf, (via, effects) => keeper.EndWhere(s => s.Via.Equals(via), ClosedNat, effects));
    }

    public IReadOnlyCollection<Shortcut> Shortcuts => table.All;

    /// <summary>What is being resolved, and what could not be.</summary>
    public IReadOnlyCollection<Resolution> Resolutions => resolutions.Values;

    internal TimeSpan? NextDeadline => Deadline.Earlier(Deadline.Earlier(timers.Next, keeper.NextDeadline), mappings.NextDeadline);

    internal Shortcut? Toward(IPAddress destination) => table.Toward(destination);

    internal bool HasPeerAt(IPAddress nbma) => table.HasPeerAt(nbma);

    internal IPAddress? NbmaOf(IPAddress via) => table.NbmaOf(via);

    /// <summary>Asks a hub who has a destination, unless that is being asked already or failed a moment ago.</summary>
    internal void Resolve(IPAddress destination, IPAddress hub, TimeSpan now, List<MeshEffect> effects)
    {
        if (resolutions.ContainsKey(destination) || resolutions.Count >= MaximumResolutions)
            return;
        Ask(new Resolution(destination, hub, identity.NextRequestId()), "packets go there through the hub", now, effects);
    }

    internal void Elapse(TimeSpan now, List<MeshEffect> effects)
    {
        while (timers.TryTake(now, out var resolution))
            Elapse(resolution, now, effects);
        mappings.Elapse(now, effects);
        keeper.Elapse(now, effects);
    }

    internal void MarkUsed(IPNetwork prefix, TimeSpan now, List<MeshEffect> effects) => keeper.MarkUsed(prefix, now, effects);

    /// <summary>Takes a resolution reply; false when nobody asked for it.</summary>
    internal bool TryHandle(IPAddress from, NhrpPacket reply, TimeSpan now, List<MeshEffect> effects)
    {
        if (reply.Destination is null || !asked.TryGetValue(reply.RequestId, out var resolution))
            return mappings.TryHandle(from, reply, now);
        switch (resolution.State)
        {
            case ResolutionState.Opening when reply.Destination.Equals(resolution.Destination):
                Forget(resolution);
                return true;
            case ResolutionState.Probing when reply.Destination.Equals(resolution.Candidate!.Via):
                if (reply.Entries is [{ Code: NhrpCode.Success } entry, ..] && resolution.Candidate.Via.Equals(entry.Protocol))
                    Install(resolution, now, effects);
                return true;
            case ResolutionState.Asking when reply.Destination.Equals(resolution.Destination):
                Answered(resolution, from, reply, now, effects);
                return true;
            default:
                return false;
        }
    }

    internal void Secured(IPAddress nbma, TimeSpan now, List<MeshEffect> effects)
    {
        foreach (var resolution in Waiting(nbma).Where(r => !IsBehindSharedNat(r.Candidate!)))
            Secured(resolution, now, effects);
    }

    /// <summary>IPsec with a peer that shares its address with others ended.</summary>
    internal void Lost(IPAddress nbma, Func<IPAddress, bool> isGone, string reason, List<MeshEffect> effects) =>
        keeper.EndWhere(shortcut => shortcut.Nbma.Equals(nbma) && isGone(shortcut.Via), $"IPsec was lost: {reason}", effects);

    internal IEnumerable<IPAddress> PeersAt(IPAddress nbma) => table.All.Where(s => s.Nbma.Equals(nbma)).Select(s => s.Via).Distinct();

    /// <summary>IPsec with an underlay address ended: shortcuts to it end at once, and packets go through the hub again.</summary>
    internal void Lost(IPAddress nbma, string reason, TimeSpan now, List<MeshEffect> effects)
    {
        foreach (var resolution in Waiting(nbma))
            Fail(resolution, $"IPsec did not come up: {reason}", LongHoldDown, now, effects);
        keeper.EndWhere(shortcut => shortcut.Nbma.Equals(nbma), $"IPsec was lost: {reason}", effects);
    }

    /// <summary>
    /// Drops the shortcuts to a peer and to what is behind its prefix, because a hub said that it is gone, or the peer itself, which speaks
    /// for those that lead to <paramref name="onlyAt"/> alone.
    /// </summary>
    internal void Purge(IPAddress overlay, byte prefixLength, IPAddress? onlyAt, List<MeshEffect> effects) =>
        keeper.Purge(overlay, prefixLength, onlyAt, effects);

    /// <summary>Drops all, and asks nothing any more.</summary>
    internal void Clear(List<MeshEffect> effects)
    {
        keeper.Clear(effects);
        mappings.Clear();
        foreach (var resolution in asked.Values.Concat(resolutions.Values).ToList())
            Forget(resolution);
    }

    /// <summary>Takes over what the kernel has.</summary>
    internal void Restore(IPNetwork prefix, IPAddress via, IPAddress nbma, TimeSpan now) => keeper.Restore(prefix, via, nbma, now);

    /// <summary>Sends a packet straight to a peer that is about to send to us, so that our NAT lets it in.</summary>
    internal void Open(IPAddress overlay, IPAddress nbma, TimeSpan now, List<MeshEffect> effects)
    {
        if (asked.Count >= MaximumResolutions)
            return;
        var opening = new Resolution(overlay, nbma, identity.NextRequestId());
        opening.Become(ResolutionState.Opening, "the peer is about to send to us", now);
        asked[opening.RequestId] = opening;
        timers.Set(opening, now + (ProbePause * Probes));
        effects.Add(new MeshEffect.Send(nbma, identity.Resolution(overlay, opening.RequestId), overlay));
    }

    /// <summary>
    /// A peer that we answered is about to want IPsec with us. If it is for us to begin, that is done at once, whether or not we want it
    /// too: the peer may not be able to, and of two negotiations the second costs packets.
    /// </summary>
    internal void Meet(IPAddress overlay, IPAddress publicNbma, IPAddress claimedNbma, TimeSpan now, List<MeshEffect> effects)
    {
        var peer = judge.Met(overlay, publicNbma, claimedNbma, now);
        if (peer is null || judge.IsPeerToBegin(peer) || resolutions.ContainsKey(overlay) || resolutions.Count >= MaximumResolutions
            || table.NbmaOf(overlay) is not null
            || (security.Admits(peer.Nbma) && judge.IsAllowed(peer)))
            return;
        var meeting = new Resolution(overlay, peer.Nbma, identity.NextRequestId()) { Candidate = peer };
        resolutions[overlay] = meeting;
        AwaitIpsec(meeting, now, effects);
    }

    private void Ask(Resolution resolution, string reason, TimeSpan now, List<MeshEffect> effects)
    {
        resolution.Become(ResolutionState.Asking, reason, now);
        resolutions[resolution.Destination] = resolution;
        asked[resolution.RequestId] = resolution;
        Request(resolution, now, effects);
    }

    private void Request(Resolution resolution, TimeSpan now, List<MeshEffect> effects)
    {
        timers.Set(resolution, now + Retries[Math.Min(resolution.Attempts, Retries.Length - 1)]);
        resolution.Attempts++;
        effects.Add(new MeshEffect.Send(
            resolution.Target, identity.Resolution(resolution.Destination, resolution.RequestId), resolution.Renews?.Via));
    }

    private void Elapse(Resolution resolution, TimeSpan now, List<MeshEffect> effects)
    {
        switch (resolution.State)
        {
            case ResolutionState.Asking when resolution.Attempts <= Retries.Length:
                if (resolution.Renews is not null && resolution.Attempts == AttemptsAtThePeer)
                    resolution.Target = hubNbma() ?? resolution.Target;
                Request(resolution, now, effects);
                break;
            case ResolutionState.Asking:
                Unanswered(resolution, now, effects);
                break;
            case ResolutionState.Probing when resolution.Attempts < Probes:
                Probe(resolution, now, effects);
                break;
            case ResolutionState.Probing:
                EndRenewed(resolution, ClosedNat, effects);
                Fail(resolution, ClosedNat, LongHoldDown, now, effects);
                break;
            case ResolutionState.Securing:
                Fail(resolution, Late(resolution.Candidate!), LongHoldDown, now, effects);
                break;
            case ResolutionState.HeldDown or ResolutionState.Opening:
                Forget(resolution);
                break;
        }
    }

    private void Unanswered(Resolution resolution, TimeSpan now, List<MeshEffect> effects)
    {
        // With no hub to ask, the peer may well be there: the shortcut stands until its end.
        if (hubNbma() is not null)
            EndRenewed(resolution, "the peer answers no longer", effects);
        Fail(resolution, "nobody answered", HoldDown, now, effects);
    }

    private void Answered(Resolution resolution, IPAddress from, NhrpPacket reply, TimeSpan now, List<MeshEffect> effects)
    {
        if (!judge.TryRead(reply, now, out var shortcut, out var reason))
        {
            EndRenewed(resolution, reason, effects);
            Fail(resolution, reason, HoldDown, now, effects);
            return;
        }
        if (!isHubAt(from) && table.NbmaOf(shortcut.Via) is { } known && !known.Equals(shortcut.Nbma))
        {
            // A peer that we know moves by a hub's word only: anybody may claim to be it.
            counters.Takeovers++;
            Fail(resolution, $"{shortcut.Via} is at {known}; {from} says {shortcut.Nbma}", HoldDown, now, effects);
            return;
        }
        var crossesNat = security.Admits(shortcut.Nbma) && judge.NeedsProbe(reply, shortcut);
        // A hub that answers in a peer's place says nothing of the way to it.
        if (!(crossesNat && isHubAt(from) && resolution.Renews is not null) && keeper.TryExtend(shortcut))
        {
            if (crossesNat)
                mappings.Keep(shortcut.Via, now);
            Forget(resolution);
            return;
        }
        if (table.All.Count >= identity.Settings.MaximumShortcuts)
        {
            Fail(resolution, $"there are {table.All.Count} shortcuts already", LongHoldDown, now, effects);
            return;
        }
        resolution.Candidate = shortcut;
        if (!security.Admits(shortcut.Nbma) || IsBehindSharedNat(shortcut))
            AwaitIpsec(resolution, now, effects);
        else if (crossesNat)
            StartProbe(resolution, now, effects);
        else
            Secured(resolution, now, effects);
    }

    private void AwaitIpsec(Resolution resolution, TimeSpan now, List<MeshEffect> effects)
    {
        asked.Remove(resolution.RequestId);
        resolution.Become(ResolutionState.Securing, $"IPsec with {resolution.Candidate!.Nbma} is being brought up", now);
        effects.Add(security.Ask(resolution.Candidate.Nbma, resolution.Candidate.Beginner));
        timers.Set(resolution, now + SecuringTime);
    }

    /// <summary>Others are behind the peer's NAT too, and one of them is who is secured there.</summary>
    private bool IsBehindSharedNat(Shortcut shortcut) =>
        shortcut.Beginner is Beginner.They or Beginner.WeBetweenNats or Beginner.TheyBetweenNats && security.Admits(shortcut.Nbma)
        && !judge.IsAllowed(shortcut);

    private string Late(Shortcut shortcut) => (shortcut.Beginner, security.Admits(shortcut.Nbma)) switch
    {
        (Beginner.WeBetweenNats or Beginner.TheyBetweenNats, true) =>
            $"IPsec did not come up in time: others are behind the NAT {shortcut.Nbma} too, and between two NATs only the first of them comes through",
        (Beginner.WeBetweenNats or Beginner.TheyBetweenNats, _) =>
            "IPsec did not come up in time: of the two NATs on the way one lets nothing through",
        (Beginner.They, _) => "IPsec did not come up in time: the peer is behind a NAT and did not begin",
        _ => "IPsec did not come up in time",
    };

    private void StartProbe(Resolution resolution, TimeSpan now, List<MeshEffect> effects)
    {
        asked.Remove(resolution.RequestId);
        resolution.RequestId = identity.NextRequestId();
        asked[resolution.RequestId] = resolution;
        resolution.Attempts = 0;
        resolution.Become(ResolutionState.Probing, $"{resolution.Candidate!.Nbma} is asked whether it hears us", now);
        Probe(resolution, now, effects);
    }

    private void Probe(Resolution resolution, TimeSpan now, List<MeshEffect> effects)
    {
        resolution.Attempts++;
        timers.Set(resolution, now + ProbePause);
        var candidate = resolution.Candidate!;
        effects.Add(new MeshEffect.Send(candidate.Nbma, identity.Resolution(candidate.Via, resolution.RequestId), candidate.Via));
    }

    private void Secured(Resolution resolution, TimeSpan now, List<MeshEffect> effects)
    {
        if (judge.IsAllowed(resolution.Candidate!))
        {
            var (awaited, peer) = (resolution.State == ResolutionState.Securing, resolution.Candidate!);
            Install(resolution, now, effects);
            // The other side holds its packets back until it heard us: it does not know whether we have its keys yet.
            if (awaited)
                Open(peer.Via, peer.Nbma, now, effects);
            return;
        }
        counters.Takeovers++;
        Fail(
            resolution, $"{resolution.Candidate!.Nbma} proved another identity than the one of {resolution.Candidate.Via}",
            LongHoldDown, now, effects);
    }

    private void Install(Resolution resolution, TimeSpan now, List<MeshEffect> effects)
    {
        var shortcut = resolution.Candidate! with { Since = now };
        if (resolution.State == ResolutionState.Probing)
            mappings.Keep(shortcut.Via, now);
        Forget(resolution);
        if (!keeper.TryExtend(shortcut))
            keeper.Install(shortcut, effects);
    }

    private void Fail(Resolution resolution, string reason, TimeSpan pause, TimeSpan now, List<MeshEffect> effects)
    {
        asked.Remove(resolution.RequestId);
        if (resolution.Candidate is { } candidate && !HasPeerAt(candidate.Nbma))
            security.Release(candidate.Nbma, effects);
        resolution.Candidate = null;
        resolution.Become(ResolutionState.HeldDown, reason, now);
        timers.Set(resolution, now + pause);
        effects.Add(new MeshEffect.Tell($"shortcut to {resolution.Destination}", $"none: {reason}"));
    }

    private void Forget(Resolution resolution)
    {
        asked.Remove(resolution.RequestId);
        if (resolutions.TryGetValue(resolution.Destination, out var current) && current == resolution)
            resolutions.Remove(resolution.Destination);
        timers.Cancel(resolution);
    }

    /// <summary>Asks the peer itself: it is the one who knows. Where it does not answer, a hub is asked.</summary>
    private bool Renew(Shortcut shortcut, TimeSpan now, List<MeshEffect> effects)
    {
        var destination = shortcut.Prefix.BaseAddress;
        if (resolutions.ContainsKey(destination) || resolutions.Count >= MaximumResolutions)
            return false;
        Ask(new Resolution(destination, shortcut.Nbma, identity.NextRequestId(), shortcut), "a shortcut in use is renewed", now, effects);
        return true;
    }

    /// <summary>The shortcut that was to be renewed, unless another took its place meanwhile.</summary>
    private void EndRenewed(Resolution resolution, string reason, List<MeshEffect> effects)
    {
        if (resolution.Renews is { } renews)
            keeper.EndWhere(current => current.Prefix == renews.Prefix && current.LeadsLike(renews), reason, effects);
    }

    private List<Resolution> Waiting(IPAddress nbma) =>
        [.. resolutions.Values.Where(r => r.State == ResolutionState.Securing && r.Candidate!.Nbma.Equals(nbma))];
}
