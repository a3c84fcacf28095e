using System.Net;
using Router.Mesh.Cache;
using Router.Mesh.Events;
using Router.Wire.Nhrp;

namespace Router.Mesh.Server;

/// <summary>
/// The hub's side of registration and purge. An address that is registered as unique stays with the peer that has it: a second
/// one that claims it gets code 14, and takes nothing over.
/// </summary>
internal sealed class RegistrationServer(MeshIdentity identity, PeerCache cache, MeshCounters counters)
{
    public IEnumerable<MeshEffect> Register(IPAddress from, NhrpPacket request, TimeSpan now)
    {
        if (request.Source is not { } overlay || request.SourceNbma is not { } claimed || !identity.Contains(overlay) || overlay.Equals(identity.Overlay))
        {
            counters.Malformed++;
            yield break;
        }
        var entry = request.Entries.Count > 0 ? request.Entries[0] : new NhrpCie();
        var code = Decide(overlay, from, claimed, out var known);
        if (code == NhrpCode.Success)
        {
            var holding = TimeSpan.FromSeconds(entry.HoldingTime == 0 ? identity.HoldingSeconds : entry.HoldingTime);
            cache.Set(new PeerEntry(overlay, from, claimed)
            {
                Unique = request.Flags.HasFlag(NhrpFlags.RegistrationUnique),
                NatSupported = request.Flags.HasFlag(NhrpFlags.NatSupported),
                HoldingTime = holding,
                Mtu = entry.Mtu,
                Since = known?.Since ?? now,
                Expires = now + holding,
            });
            if (known is null || !known.Nbma.Equals(from))
                yield return new MeshEffect.SetNeighbour(overlay, from);
        }
        else
        {
            counters.RefusedRegistrations++;
        }
        yield return new MeshEffect.Send(from, Reply(request, from, overlay, claimed, entry, code));
    }

    public IEnumerable<MeshEffect> Purge(IPAddress from, NhrpPacket request)
    {
        // Only the peer itself may take its address back.
        foreach (var overlay in request.Entries.Select(e => e.Protocol).OfType<IPAddress>())
        {
            if (cache.TryFind(overlay, out var entry) && entry.Nbma.Equals(from) && cache.Remove(overlay))
                yield return new MeshEffect.RemoveNeighbour(overlay);
        }
        if (!request.Flags.HasFlag(NhrpFlags.PurgeNoReply))
        {
            yield return new MeshEffect.Send(from, request with
            {
                Type = NhrpPacketType.PurgeReply,
                HopCount = identity.Packet(default, from, from, from).HopCount,
                Extensions = identity.AnswerExtensions(request, entries => entries),
            });
        }
    }

    private NhrpCode Decide(IPAddress overlay, IPAddress from, IPAddress claimed, out PeerEntry? known)
    {
        if (!cache.TryFind(overlay, out known))
            return cache.Count < identity.Settings.MaximumPeers ? NhrpCode.Success : NhrpCode.InsufficientResources;
        var same = known.Nbma.Equals(from) && known.ClaimedNbma.Equals(claimed);
        return same || !known.Unique ? NhrpCode.Success : NhrpCode.UniqueAddressAlreadyRegistered;
    }

    private NhrpPacket Reply(NhrpPacket request, IPAddress from, IPAddress overlay, IPAddress claimed, NhrpCie entry, NhrpCode code)
    {
        NhrpCie[] seen = from.Equals(claimed) ? [] : [new NhrpCie { PrefixLength = identity.HostPrefix, Nbma = from, Protocol = overlay }];
        return identity.Packet(NhrpPacketType.RegistrationReply, overlay, claimed, identity.Overlay) with
        {
            Flags = request.Flags,
            RequestId = request.RequestId,
            Entries = [entry with { Code = code }],
            Extensions = identity.AnswerExtensions(request, entries => [.. entries, .. seen]),
        };
    }
}
