using System.Net;
using Router.Mesh.Cache;
using Router.Mesh.Client;

namespace Router.Mesh.Machine;

/// <summary>Explains which way packets take, from the same state that decides it.</summary>
internal sealed class PathFinder(MeshIdentity identity, IOverlayRoutes routes, PeerCache cache, HubSet hubs, ShortcutClient shortcuts)
{
    public MeshPath To(IPAddress destination)
    {
        if (destination.Equals(identity.Overlay))
            return new MeshPath(MeshPathKind.Local, null, null, "it is this device");
        var route = routes.Find(destination);
        if (route.Local)
            return new MeshPath(MeshPathKind.Local, null, null, $"{route.Prefix} is behind this device");
        if (shortcuts.Toward(destination) is { } shortcut)
            return new MeshPath(MeshPathKind.Shortcut, shortcut.Via, shortcut.Nbma, $"shortcut to {shortcut.Prefix}: {shortcut.Reason}");
        var via = route.Via ?? destination;
        if (cache.TryFind(via, out var peer))
            return new MeshPath(MeshPathKind.Peer, peer.Overlay, peer.Nbma, $"peer {peer.Overlay}: {peer.Reason}");
        if ((hubs.WithOverlay(via) ?? hubs.Preferred) is not { } hub)
            return new MeshPath(MeshPathKind.None, null, null, hubs.All.Count == 0 ? "no peer has registered it" : "no hub is registered");
        var tried = shortcuts.Resolutions.FirstOrDefault(r => r.Destination.Equals(destination));
        return new MeshPath(
            MeshPathKind.Hub,
            hub.Overlay,
            hub.Nbma,
            tried is null ? "nobody said that there is a shorter way" : $"{tried.State}: {tried.Reason}");
    }
}
