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

    private readonly Dictionary<(IPAddress Source, IPAddress Destination), TimeSpan> told = [];

    public IEnumerable<MeshEffect> Hairpinned(MeshEvent.Hairpinned packet, TimeSpan now)
    {
        var pair = (packet.Source, packet.Destination);
        if (told.TryGetValue(pair, out var last) && now - last < Pause)
            yield break;
        var via = routes.Find(packet.Source).Via ?? packet.Source;
        if (!cache.TryFind(via, out var peer))
            yield break;
        if (told.Count >= MaximumPairs)
            told.Clear();
        told[pair] = now;
        yield return new MeshEffect.Send(peer.Nbma, identity.Packet(NhrpPacketType.TrafficIndication, identity.Overlay, identity.Settings.Nbma, packet.Source) with
        {
            HopCount = 1,
            Offending = packet.Head[..Math.Min(packet.Head.Length, HeadLength)],
            Extensions = identity.Authentication.Extensions() is { Length: > 0 } key ? key : null,
        });
    }
}
