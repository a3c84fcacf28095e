using Router.Mesh.Client;
using Router.Mesh.Events;
using Router.Mesh.Security;
using Router.Mesh.Server;

namespace Router.Mesh.Machine;

/// <summary>State from what the kernel and IPsec have: a daemon that was killed goes on where it was.</summary>
internal sealed class KernelRestorer(
    MeshIdentity identity, PeerSecurity security, HubSet hubs, ShortcutClient shortcuts, RegistrationServer registrations)
{
    /// <summary>
    /// What fits is taken over, and what does not is removed. Neighbours are set again: the kernel may have asked for them while nobody was
    /// here, and then forgets them.
    /// </summary>
    public void Restore(KernelState kernel, TimeSpan now, List<MeshEffect> effects)
    {
        foreach (var peer in kernel.Secured)
            security.Add(peer.Nbma, peer.Identity, peer.Mark);
        var neighbours = kernel.Neighbours
            .Where(n => security.Admits(n.Nbma))
            .DistinctBy(n => n.Overlay)
            .ToDictionary(n => n.Overlay, n => n.Nbma);
        foreach (var (prefix, via) in kernel.Shortcuts)
        {
            if (neighbours.TryGetValue(via, out var nbma))
                shortcuts.Restore(prefix, via, nbma, now);
            else
                effects.Add(new MeshEffect.RemoveShortcut(prefix));
        }
        foreach (var (overlay, nbma) in neighbours)
            effects.Add(new MeshEffect.SetNeighbour(overlay, nbma));
        foreach (var neighbour in kernel.Neighbours)
        {
            if (hubs.At(neighbour.Nbma) is not null || shortcuts.NbmaOf(neighbour.Overlay) is not null)
                continue;
            var isPeer = neighbours.ContainsKey(neighbour.Overlay) && identity.Contains(neighbour.Overlay)
                && !neighbour.Overlay.Equals(identity.Overlay);
            // Where nobody registers it may be a hub whose name is to be looked up first: its entry stands meanwhile.
            if (isPeer && registrations.Serves)
                registrations.Restore(neighbour, now);
            else if (!isPeer)
                effects.Add(new MeshEffect.RemoveNeighbour(neighbour.Overlay));
        }
    }
}
