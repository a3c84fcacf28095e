using System.Net;
using Router.Mesh.Cache;
using Router.Mesh.Events;
using Router.Mesh.Limits;
using Router.Mesh.Security;
using Router.Wire.Nhrp;

namespace Router.Mesh.Server;

/// <summary>
/// The hub's side of registration and purge. An address that is registered as unique stays with the peer that has it: a second
/// one that claims it gets code 14, and takes nothing over unless it proves the same IKE identity or the first is gone.
/// </summary>
/// <param name="otherNbma">Where an address is by something else than its registration; null: nowhere.</param>
internal sealed class RegistrationServer(
    MeshIdentity identity, PeerCache cache, PeerSecurity security,
    Askers askers, MeshCounters counters, Func<IPAddress, IPAddress?> otherNbma)
{
    private const int MaximumTombstones = 4096;
    private const int TellingsPerSecond = 10;

    /// <summary>How long a copy of a packet may wander about.</summary>
    private static readonly TimeSpan Wandering = TimeSpan.FromSeconds(3);

    private readonly TokenBuckets tellings = new(TellingsPerSecond);
    private readonly Challenges challenges = new(identity);
    private readonly Dictionary<IPAddress, (uint RequestId, TimeSpan Until)> takenBack = [];

    public TimeSpan? NextDeadline => Deadline.Earlier(challenges.NextDeadline, cache.NextExpiry);

    /// <summary>Whether peers may register here at all.</summary>
    public bool Serves { get; } = identity.Settings.Serves ?? identity.Settings.Hubs.Count == 0;

    /// <summary>True: it was the registration of a peer once more, with nothing changed, and is answered.</summary>
    public bool TryRenew(IPAddress from, ReadOnlySpan<byte> wire, TimeSpan now, List<MeshEffect> effects)
    {
        if (cache.OnlyAt(from) is not { State: PeerState.Registered, Answer: { } answer } known || !security.Admits(from)
            || !security.MayHave(known.Overlay, from)
            || security.OwnerOf(known.Overlay, from, known.Identity) != known.Identity
            || !answer.TryRenew(wire, identity.Nbma, out var requestId))
            return false;
        counters.Received++;
        cache.Set(known.Renew(requestId, now));
        effects.Add(new MeshEffect.Resend(from, answer.Reply, known.Overlay));
        return true;
    }

    /// <param name="from">Where it came from.</param>
    /// <param name="request">What came.</param>
    /// <param name="wire">As it came; empty: it is not there any more.</param>
    /// <param name="now">Monotonic.</param>
    /// <param name="effects">What is to be done.</param>
    public void Register(IPAddress from, NhrpPacket request, ReadOnlySpan<byte> wire, TimeSpan now, List<MeshEffect> effects)
    {
        if (request.Source is not { } overlay || request.SourceNbma is not { } claimed || !identity.Contains(overlay)
            || overlay.Equals(identity.Overlay) || from.Equals(identity.Nbma))
        {
            counters.Malformed++;
            return;
        }
        cache.TryFind(overlay, out var known);
        if (IsWandering(overlay, from, request.RequestId, known, now))
        {
            counters.Replayed++;
            return;
        }
        var entry = request.Entries.Count > 0 ? request.Entries[0] : new NhrpCie();
        // A client registers itself; an entry with another's address is not for us to keep.
        var code = !Serves || (entry.Protocol is { } other && !other.Equals(overlay) && !IsOwnName(other))
            ? NhrpCode.AdministrativelyProhibited
            : Decide(overlay, from, claimed, known, now, effects);
        if (code == NhrpCode.Success)
            Accept(from, request, entry, known, now, effects);
        else
            counters.RefusedRegistrations++;
        var reply = Reply(request, from, overlay, claimed, code);
        effects.Add(new MeshEffect.Send(from, reply, overlay) { Wire = code == NhrpCode.Success ? Keep(overlay, wire, reply) : default });
    }

    /// <summary>The reply as it goes over the wire, where it is kept for when the peer renews.</summary>
    private ReadOnlyMemory<byte> Keep(IPAddress overlay, ReadOnlySpan<byte> wire, NhrpPacket reply)
    {
        if (!cache.TryFind(overlay, out var peer))
            return default;
        peer.Answer = wire.IsEmpty ? null : RegistrationAnswer.Of(wire, reply, identity.Nbma);
        return peer.Answer?.Reply ?? default;
    }

    public void Purge(IPAddress from, NhrpPacket request, TimeSpan now, List<MeshEffect> effects)
    {
        // Only the peer itself may take its address back.
        foreach (var entry in request.Entries)
        {
            if ((entry.Protocol is { } named && IsOwnName(named) ? request.Source : entry.Protocol) is not { } overlay
                || !cache.TryFind(overlay, out var peer) || !peer.Nbma.Equals(from))
                continue;
            if (takenBack.Count >= MaximumTombstones)
                takenBack.Clear();
            takenBack[overlay] = (peer.RequestId, now + Wandering);
            Remove(overlay, "taken back", now, effects);
        }
        if (!request.Flags.HasFlag(NhrpFlags.PurgeNoReply))
        {
            effects.Add(new MeshEffect.Send(from, request with
            {
                Type = NhrpPacketType.PurgeReply,
                HopCount = identity.Packet(default, from, from, from).HopCount,
                Extensions = identity.AnswerExtensions(request, entries => entries),
            }, request.Source));
        }
    }

    /// <summary>True when the reply is a peer's word that it still has its contested address.</summary>
    public bool TryAnswer(IPAddress from, NhrpPacket reply, TimeSpan now)
    {
        if (!challenges.TryAnswer(from, reply, now))
            return false;
        if (cache.TryFind(reply.Destination!, out var peer))
            cache.Set(peer with { State = PeerState.Registered, Since = now, Reason = "it answered when another one claimed its address" });
        return true;
    }

    public void Elapse(TimeSpan now, List<MeshEffect> effects)
    {
        foreach (var overlay in challenges.Elapse(now, effects))
            Remove(overlay, "another one claims the address, and it answers no longer", now, effects);
        while (cache.TryExpire(now, out var peer))
            Removed(peer.Overlay, "it did not renew in time", now, effects);
    }

    public void Remove(IPAddress overlay, string reason, TimeSpan now, List<MeshEffect> effects)
    {
        if (cache.Remove(overlay))
            Removed(overlay, reason, now, effects);
    }

    /// <summary>IPsec with an underlay address ended: who is there registers again once it is back.</summary>
    /// <param name="nbma">Where.</param>
    /// <param name="isGone">Of those there, whose overlay address nobody proves any more.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">When.</param>
    /// <param name="effects">What is to be done.</param>
    public void Lost(IPAddress nbma, Func<IPAddress, bool> isGone, string reason, TimeSpan now, List<MeshEffect> effects)
    {
        foreach (var overlay in cache.At(nbma).Where(isGone).ToList())
            Remove(overlay, $"IPsec was lost: {reason}", now, effects);
    }

    /// <summary>Takes over what the kernel has. Until it renews, nobody else gets its address without a challenge.</summary>
    public void Restore(KernelNeighbour neighbour, TimeSpan now) =>
        cache.Set(new PeerEntry(neighbour.Overlay, neighbour.Nbma, neighbour.Nbma)
        {
            State = PeerState.Restored,
            Since = now,
            Reason = "was in the kernel when the daemon started",
            Unique = true,
            HoldingTime = identity.Holding,
            Identity = security.OwnerOf(neighbour.Overlay, neighbour.Nbma, null),
        }.Renew(0, now));

    /// <summary>
    /// Over IPv6 Cisco's spokes name themselves in the entry by the link-local address of their tunnel. It counts for the address that the
    /// packet is from and is not kept: on a link with many ends nobody can prove one, and two may have the same.
    /// </summary>
    private static bool IsOwnName(IPAddress protocol) => protocol.IsIPv6LinkLocal;

    private void Removed(IPAddress overlay, string reason, TimeSpan now, List<MeshEffect> effects)
    {
        challenges.Forget(overlay);
        effects.Add(otherNbma(overlay) is { } nbma ? new MeshEffect.SetNeighbour(overlay, nbma) : new MeshEffect.RemoveNeighbour(overlay));
        if (MayTell(now))
            effects.Add(new MeshEffect.Tell($"peer {overlay}", $"gone: {reason}"));
        askers.Purge(overlay, now, effects);
    }

    /// <summary>A late copy of what was taken back since, or of what the peer sent before it moved.</summary>
    private bool IsWandering(IPAddress overlay, IPAddress from, uint requestId, PeerEntry? known, TimeSpan now)
    {
        if (known is null)
            return takenBack.TryGetValue(overlay, out var last) && last.RequestId == requestId && last.Until > now;
        return !known.Unique && known.Identity is null && !known.Nbma.Equals(from) && now - known.Renewed < Wandering
            && unchecked((int)(requestId - known.RequestId)) <= 0;
    }

    private NhrpCode Decide(IPAddress overlay, IPAddress from, IPAddress claimed, PeerEntry? known, TimeSpan now, List<MeshEffect> effects)
    {
        if (!security.MayHave(overlay, from))
        {
            counters.Takeovers++;
            return NhrpCode.AdministrativelyProhibited;
        }
        if (known is null || !known.Nbma.Equals(from))
        {
            if ((known is null && cache.Count >= identity.Settings.MaximumPeers)
                || cache.CountAt(from) >= identity.Settings.MaximumPeersPerSource)
                return NhrpCode.InsufficientResources;
        }
        if (known is null || (known.Nbma.Equals(from) && (known.State == PeerState.Restored || known.ClaimedNbma.Equals(claimed))))
            return NhrpCode.Success;
        if (known.Identity is { } owner && !identity.Settings.SharedKey)
        {
            if (security.Identities(from).Contains(owner))
                return NhrpCode.Success;
            counters.Takeovers++;
            return NhrpCode.UniqueAddressAlreadyRegistered;
        }
        if (!known.Unique)
            return NhrpCode.Success;
        counters.Takeovers++;
        // Without a key anybody could provoke the question while the owner is cut off, and get the address.
        if ((identity.Authentication.IsUsed || known.Identity is not null || known.State == PeerState.Restored)
            && challenges.Start(known, now, effects))
        {
            cache.Set(known with { State = PeerState.Contested, Since = now, Reason = $"{from} claims its address" });
            if (MayTell(now))
                effects.Add(new MeshEffect.Tell($"peer {overlay}", $"contested: {from} claims its address"));
        }
        return NhrpCode.UniqueAddressAlreadyRegistered;
    }

    private void Accept(IPAddress from, NhrpPacket request, NhrpCie entry, PeerEntry? known, TimeSpan now, List<MeshEffect> effects)
    {
        var overlay = known?.Overlay ?? request.Source!;
        var moved = known is not null && !known.Nbma.Equals(from);
        var same = known is { State: PeerState.Registered } && !moved;
        var holding = TimeSpan.FromSeconds(entry.HoldingTime == 0 ? identity.HoldingSeconds : entry.HoldingTime);
        var identified = security.OwnerOf(overlay, from, known?.Identity);
        var (unique, natSupported) = (request.Flags.HasFlag(NhrpFlags.RegistrationUnique), request.Flags.HasFlag(NhrpFlags.NatSupported));
        if (same && known!.Unique == unique && known.NatSupported == natSupported && known.HoldingTime == holding && known.Mtu == entry.Mtu
            && known.Identity == identified && known.ClaimedNbma.Equals(request.SourceNbma))
        {
            cache.Set(known.Renew(request.RequestId, now));
            return;
        }
        // Addresses that are kept already are not kept twice.
        var nbma = known is not null && !moved ? known.Nbma : from;
        cache.Set(new PeerEntry(overlay, nbma, nbma.Equals(request.SourceNbma) ? nbma : request.SourceNbma!)
        {
            Since = same ? known!.Since : now,
            Reason = same ? known!.Reason : moved ? $"it moved here from {known!.Nbma}" : "it registered",
            Unique = unique,
            NatSupported = natSupported,
            HoldingTime = holding,
            Mtu = entry.Mtu,
            Identity = identified,
        }.Renew(request.RequestId, now));
        if (same)
            return;
        challenges.Forget(overlay);
        if (moved || known is null)
            effects.Add(new MeshEffect.SetNeighbour(overlay, from));
        if (MayTell(now))
            effects.Add(new MeshEffect.Tell($"peer {overlay}", $"{(moved ? "moved to" : "registered at")} {from}"));
        if (moved)
            askers.Purge(overlay, now, effects);
    }

    /// <summary>Peers come and go at a rate that anybody may choose; people are told of the first of each second.</summary>
    private bool MayTell(TimeSpan now) => tellings.TryTake(IPAddress.Any, now);

    /// <summary>Most requests are answered with what they hold: that is not copied.</summary>
    private NhrpPacket Reply(NhrpPacket request, IPAddress from, IPAddress overlay, IPAddress claimed, NhrpCode code) => new()
    {
        Type = NhrpPacketType.RegistrationReply,
        AddressFamily = identity.AddressFamily,
        ProtocolType = identity.ProtocolType,
        HopCount = MeshIdentity.OwnHopCount,
        Flags = request.Flags,
        RequestId = request.RequestId,
        SourceNbma = claimed,
        Source = overlay,
        Destination = identity.Overlay,
        Entries = request.Entries.Count switch
        {
            0 => [new NhrpCie { Code = code }],
            1 => request.Entries[0].Code == code ? request.Entries : [request.Entries[0] with { Code = code }],
            _ =>
            [
                request.Entries[0] with { Code = code },
                .. request.Entries.Skip(1).Select(e => e with { Code = NhrpCode.AdministrativelyProhibited })
            ],
        },
        Extensions = from.Equals(claimed)
            ? identity.AnswerExtensions(request, static entries => entries)
            : identity.AnswerExtensions(
                request, entries => [.. entries, new NhrpCie { PrefixLength = identity.HostPrefix, Nbma = from, Protocol = overlay }]),
    };
}
