using System.Net;
using Router.Mesh.Cache;
using Router.Mesh.Events;
using Router.Mesh.Limits;
using Router.Wire.Nhrp;

namespace Router.Mesh.Server;

/// <summary>
/// Answers what is behind us, and passes on what is behind others: requests toward the destination, replies toward the source
/// (RFC 2332, 5.3). Each that passes a packet on adds itself to the transit record, and finds a loop by finding itself there.
/// </summary>
internal sealed class ResolutionServer(
    MeshIdentity identity, PeerCache cache, IOverlayRoutes routes, Askers askers, ErrorReplies errors, MeshCounters counters)
{
    private const int ShortestPrefix = 8;
    private const int MostTransits = 32;

    private readonly TokenBuckets limit = new(identity.Settings.ResolutionsPerSecond);
    private readonly TokenBuckets reminders = new(1);

    /// <summary>Returns true when we answered it ourselves.</summary>
    public bool Request(IPAddress from, NhrpPacket request, TimeSpan now, List<MeshEffect> effects)
    {
        if (request.Destination is not { } destination || request.Source is not { } source || request.SourceNbma is null
            || !identity.Contains(source)
            || destination.AddressFamily != source.AddressFamily || request.Entries.Count > 1)
        {
            counters.Malformed++;
            return false;
        }
        if (source.Equals(identity.Overlay))
        {
            counters.Loops++;
            return false;
        }
        if (!limit.TryTake(from, now))
        {
            counters.Throttled++;
            return false;
        }
        Remind(from, source, now, effects);
        var route = destination.Equals(identity.Overlay)
            ? new OverlayRoute(new IPNetwork(destination, identity.HostPrefix), true, null)
            : routes.Find(destination);
        if (route.Local)
            return Answer(from, request, route, now, effects);
        var next = NextPeer(destination, route);
        if (next is null || next.Overlay.Equals(Sender(request)))
            effects.Add(new MeshEffect.Send(from, Refuse(request), source));
        else if (!request.Flags.HasFlag(NhrpFlags.ResolutionAuthoritative))
            AnswerFromCache(from, request, route, next, now, effects);
        else
            Forward(next, request, NhrpExtensionType.ForwardTransitRecord, from, now, effects);
        return false;
    }

    /// <summary>A hub that lost its memory tells who still counts on it; it registers again, and others find it again.</summary>
    private void Remind(IPAddress from, IPAddress source, TimeSpan now, List<MeshEffect> effects)
    {
        if (identity.Settings.Hubs.Count == 0 && !cache.TryFind(source, out _) && reminders.TryTake(from, now))
            effects.Add(new MeshEffect.Send(from, identity.Purge(source, source), source));
    }

    /// <summary>A reply to somebody else's request.</summary>
    public void PassReply(IPAddress from, NhrpPacket reply, TimeSpan now, List<MeshEffect> effects)
    {
        if (reply.Source is not { } source || !cache.TryFind(source, out var peer))
        {
            counters.Unsolicited++;
            return;
        }
        if (IsTakeover(reply))
        {
            counters.Takeovers++;
            return;
        }
        if (!Forward(peer, reply, NhrpExtensionType.ReverseTransitRecord, from, now, effects))
            return;
        if (reply.Entries is [{ Code: NhrpCode.Success, Protocol: { } about } entry, ..] && cache.TryFind(about, out _))
            askers.Add(about, peer.Overlay, peer.Nbma, now + TimeSpan.FromSeconds(entry.HoldingTime), now);
    }

    /// <summary>An answer that puts a peer which is registered here somewhere else: others would send to whoever made it up.</summary>
    private bool IsTakeover(NhrpPacket reply)
    {
        if (reply.Entries is not [{ Code: NhrpCode.Success, Protocol: { } about } entry, ..] || !cache.TryFind(about, out var owner)
            || owner.State == PeerState.Restored)
            return false;
        var seen = reply.Find(NhrpExtensionType.NatAddress)?.Entries ?? [];
        return !(owner.ClaimedNbma.Equals(entry.Nbma) || owner.Nbma.Equals(entry.Nbma))
            || seen.Any(e => about.Equals(e.Protocol) && !owner.Nbma.Equals(e.Nbma));
    }

    /// <summary>The overlay address of whoever handed the request to us.</summary>
    private static IPAddress Sender(NhrpPacket request) =>
        request.Find(NhrpExtensionType.ForwardTransitRecord)?.Entries is [.., { Protocol: { } last }] ? last : request.Source!;

    private PeerEntry? NextPeer(IPAddress destination, OverlayRoute route) =>
        cache.TryFind(destination, out var direct) ? direct
        : route.Via is { } via && cache.TryFind(via, out var behind) ? behind
        : null;

    private bool Forward(
        PeerEntry next, NhrpPacket packet, NhrpExtensionType record, IPAddress from, TimeSpan now, List<MeshEffect> effects)
    {
        var transits = packet.Find(record)?.Entries ?? [];
        foreach (var transit in transits)
        {
            if (!identity.Overlay.Equals(transit.Protocol))
                continue;
            counters.Loops++;
            errors.Send(from, packet, NhrpCode.LoopDetected, now, effects);
            return false;
        }
        if (packet.HopCount <= 1 || transits.Count >= MostTransits)
        {
            counters.HopCountExceeded++;
            errors.Send(from, packet, NhrpCode.HopCountExceeded, now, effects);
            return false;
        }
        var nat = record == NhrpExtensionType.ForwardTransitRecord ? NatOf(packet.Source) : null;
        effects.Add(new MeshEffect.Send(next.Nbma, packet with
        {
            HopCount = (byte)(packet.HopCount - 1),
            Extensions = packet.Extensions is null ? null : [.. packet.Extensions.Select(extension => Passed(extension, record, nat))],
        }, next.Overlay));
        return true;
    }

    private NhrpExtension Passed(NhrpExtension extension, NhrpExtensionType record, NhrpCie? nat)
    {
        if (extension.Type == record)
            return extension with { Entries = [.. extension.Entries, identity.Record] };
        return extension.Type == NhrpExtensionType.NatAddress && extension.Entries.Count == 0 && nat is not null
            ? extension with { Entries = [nat] }
            : extension;
    }

    /// <summary>Where a registered peer behind a NAT is seen from here.</summary>
    private NhrpCie? NatOf(IPAddress? overlay) => overlay is not null && cache.TryFind(overlay, out var peer) && peer.BehindNat
        ? new NhrpCie { PrefixLength = identity.HostPrefix, Nbma = peer.Nbma, Protocol = peer.Overlay }
        : null;

    private bool Answer(IPAddress from, NhrpPacket request, OverlayRoute route, TimeSpan now, List<MeshEffect> effects)
    {
        if (request.Extensions?.FirstOrDefault(e => e.Compulsory && !NhrpExtension.IsKnown(e.Type)) is not null)
        {
            errors.Send(from, request, NhrpCode.UnrecognizedExtension, now, effects);
            return false;
        }
        // The default route and the like say nothing of what else is behind us.
        var length = route.Prefix.PrefixLength < ShortestPrefix ? identity.HostPrefix : (byte)route.Prefix.PrefixLength;
        effects.Add(new MeshEffect.Send(from, Reply(request, request.Flags, new NhrpCie
        {
            PrefixLength = length,
            Mtu = identity.Settings.Mtu,
            HoldingTime = identity.HoldingSeconds,
            Nbma = identity.Nbma,
            Protocol = identity.Overlay,
        }, _ => identity.NatEntries), Sender(request)));
        askers.Add(identity.Overlay, request.Source!, RequesterNbma(request), now + identity.Holding, now);
        return true;
    }

    /// <summary>Who asks without insisting on the responder's own word gets what the peer registered.</summary>
    private void AnswerFromCache(
        IPAddress from, NhrpPacket request, OverlayRoute route, PeerEntry peer, TimeSpan now, List<MeshEffect> effects)
    {
        var host = peer.Overlay.Equals(request.Destination);
        effects.Add(new MeshEffect.Send(from, Reply(request, request.Flags & ~NhrpFlags.ResolutionAuthoritative, new NhrpCie
        {
            PrefixLength = host || route.Prefix.PrefixLength < ShortestPrefix ? identity.HostPrefix : (byte)route.Prefix.PrefixLength,
            Mtu = peer.Mtu,
            HoldingTime = (ushort)Math.Clamp((peer.Expires - now).TotalSeconds, 1, ushort.MaxValue),
            Nbma = peer.ClaimedNbma,
            Protocol = peer.Overlay,
        }, _ => NatOf(peer.Overlay) is { } nat ? [nat] : []), request.Source));
        askers.Add(peer.Overlay, request.Source!, RequesterNbma(request), peer.Expires, now);
    }

    /// <summary>Where a purge finds who asked: behind a NAT, where the others see it.</summary>
    internal static IPAddress RequesterNbma(NhrpPacket request) =>
        request.Find(NhrpExtensionType.NatAddress)?.Entries.LastOrDefault(e => request.Source!.Equals(e.Protocol))?.Nbma
        ?? request.SourceNbma!;

    private NhrpPacket Refuse(NhrpPacket request) =>
        Reply(
            request,
            request.Flags,
            new NhrpCie { Code = NhrpCode.NoInternetworkLayerBinding, PrefixLength = identity.HostPrefix },
            _ => identity.NatEntries);

    private NhrpPacket Reply(
        NhrpPacket request, NhrpFlags flags, NhrpCie entry, Func<IReadOnlyList<NhrpCie>, IReadOnlyList<NhrpCie>> natEntries) =>
        identity.Packet(NhrpPacketType.ResolutionReply, request.Source!, request.SourceNbma!, request.Destination!) with
        {
            Flags = (flags & ~NhrpFlags.NatSupported) | NhrpFlags.ResolutionDestinationStable,
            RequestId = request.RequestId,
            Entries = [entry],
            Extensions = identity.AnswerExtensions(request, natEntries),
        };
}
