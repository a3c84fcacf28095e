using System.Net;
using Router.Mesh.Cache;
using Router.Mesh.Events;
using Router.Wire.Nhrp;

namespace Router.Mesh.Server;

/// <summary>
/// Tells a peer whose packets turn around here that there may be a shorter way (Cisco's traffic indication), at most once
/// in ten seconds for a source and destination.
/// </summary>
internal sealed class RedirectServer(MeshIdentity identity, PeerCache cache, IOverlayRoutes routes)
{
    private const int HeadLength = 84;
    private const int MaximumPairs = 8192;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private Dictionary<(IPAddress Source, IPAddress Destination), TimeSpan> told = [];
    private Dictionary<(IPAddress Source, IPAddress Destination), TimeSpan> toldBefore = [];
    private TimeSpan turned;

    public void Hairpinned(MeshEvent.Hairpinned packet, TimeSpan now, List<MeshEffect> effects)
    {
        var pair = (packet.Source, packet.Destination);
        if (identity.Settings.Phase != MeshPhase.Three || IsTold(pair, now))
            return;
        var via = routes.Find(packet.Source).Via ?? packet.Source;
        if (!cache.TryFind(via, out var peer))
            return;
        Remember(pair, now);
        effects.Add(new MeshEffect.Send(
            peer.Nbma, identity.Packet(NhrpPacketType.TrafficIndication, identity.Overlay, identity.Nbma, packet.Source) with
            {
                HopCount = 1,
                Offending = packet.Head[..Math.Min(packet.Head.Length, HeadLength)],
                Extensions = identity.Authentication.Extensions() is { Length: > 0 } key ? key : null,
            }, peer.Overlay));
    }

    private bool IsTold((IPAddress, IPAddress) pair, TimeSpan now) =>
        (told.TryGetValue(pair, out var last) || toldBefore.TryGetValue(pair, out last)) && now - last < Pause;

    /// <summary>Two generations: what is older than both is forgotten without a search.</summary>
    private void Remember((IPAddress, IPAddress) pair, TimeSpan now)
    {
        if (now - turned >= Pause || told.Count >= MaximumPairs)
        {
            (told, toldBefore) = (toldBefore, told);
            told.Clear();
            turned = now;
        }
        told[pair] = now;
    }
}
