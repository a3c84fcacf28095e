using System.Net;
using Router.Mesh.Cache;
using Router.Mesh.Events;
using Router.Wire.Nhrp;

namespace Router.Mesh.Server;

/// <summary>
/// Answers what is behind us, and passes on what is behind others: requests toward the destination, replies toward the source
/// (RFC 2332, 5.3). Each that passes a packet on adds itself to the transit record, and finds a loop by finding itself there.
/// </summary>
internal sealed class ResolutionServer(MeshIdentity identity, PeerCache cache, IOverlayRoutes routes, MeshCounters counters)
{
    public IEnumerable<MeshEffect> Request(IPAddress from, NhrpPacket request)
    {
        if (request.Destination is not { } destination || request.Source is null || request.SourceNbma is null)
        {
            counters.Malformed++;
            yield break;
        }
        var route = destination.Equals(identity.Overlay)
            ? new OverlayRoute(new IPNetwork(destination, identity.HostPrefix), true, null)
            : routes.Find(destination);
        if (route.Local)
            yield return new MeshEffect.Send(from, Answer(request, route));
        else if (NextPeer(destination, route) is { } next && !next.Nbma.Equals(from))
            yield return Forward(next.Nbma, request, NhrpExtensionType.ForwardTransitRecord, from);
        else
            yield return new MeshEffect.Send(from, Refuse(request));
    }

    /// <summary>A reply to somebody else's request.</summary>
    public IEnumerable<MeshEffect> PassReply(IPAddress from, NhrpPacket reply)
    {
        if (reply.Source is { } source && cache.TryFind(source, out var peer))
            yield return Forward(peer.Nbma, reply, NhrpExtensionType.ReverseTransitRecord, from);
        else
            counters.Unsolicited++;
    }

    private PeerEntry? NextPeer(IPAddress destination, OverlayRoute route) =>
        cache.TryFind(destination, out var direct) ? direct
        : route.Via is { } via && cache.TryFind(via, out var behind) ? behind
        : null;

    private MeshEffect.Send Forward(IPAddress nbma, NhrpPacket packet, NhrpExtensionType record, IPAddress from)
    {
        if (packet.Find(record)?.Entries.Any(entry => identity.Overlay.Equals(entry.Protocol)) == true)
        {
            counters.Loops++;
            return Error(from, packet, NhrpCode.LoopDetected);
        }
        if (packet.HopCount <= 1)
        {
            counters.HopCountExceeded++;
            return Error(from, packet, NhrpCode.HopCountExceeded);
        }
        var toward = packet.Source is not null && cache.TryFind(packet.Source, out var peer) && peer.BehindNat
            ? new NhrpCie { PrefixLength = identity.HostPrefix, Nbma = peer.Nbma, Protocol = peer.Overlay }
            : null;
        return new MeshEffect.Send(nbma, packet with
        {
            HopCount = (byte)(packet.HopCount - 1),
            Extensions = packet.Extensions is null ? null :
            [
                .. packet.Extensions.Select(extension =>
                    extension.Type == record ? extension with { Entries = [.. extension.Entries, identity.Record] }
                    : extension.Type == NhrpExtensionType.NatAddress && extension.Entries.Count == 0 && toward is not null && record == NhrpExtensionType.ForwardTransitRecord
                        ? extension with { Entries = [toward] }
                    : extension),
            ],
        });
    }

    private NhrpPacket Answer(NhrpPacket request, OverlayRoute route) => Reply(request, new NhrpCie
    {
        PrefixLength = (byte)route.Prefix.PrefixLength,
        HoldingTime = identity.HoldingSeconds,
        Nbma = identity.Settings.Nbma,
        Protocol = identity.Overlay,
    });

    private NhrpPacket Refuse(NhrpPacket request) =>
        Reply(request, new NhrpCie { Code = NhrpCode.NoInternetworkLayerBinding, PrefixLength = identity.HostPrefix });

    private NhrpPacket Reply(NhrpPacket request, NhrpCie entry) =>
        identity.Packet(NhrpPacketType.ResolutionReply, request.Source!, request.SourceNbma!, request.Destination!) with
        {
            Flags = (request.Flags & ~NhrpFlags.NatSupported) | NhrpFlags.ResolutionDestinationStable,
            RequestId = request.RequestId,
            Entries = [entry],
            Extensions = identity.AnswerExtensions(request, _ => identity.NatEntries),
        };

    private MeshEffect.Send Error(IPAddress to, NhrpPacket packet, NhrpCode code) =>
        new(to, identity.Packet(NhrpPacketType.ErrorIndication, identity.Overlay, identity.Settings.Nbma, packet.Source ?? identity.Overlay) with
        {
            ErrorCode = code,
            Offending = packet.Encode(),
            Extensions = null,
        });
}
