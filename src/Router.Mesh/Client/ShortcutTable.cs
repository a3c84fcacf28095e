using System.Net;
using System.Runtime.InteropServices;
using Router.Mesh.Events;
using Router.Mesh.Security;

namespace Router.Mesh.Client;

/// <summary>
/// The shortcuts that are in the kernel. A peer's neighbour entry and IPsec end with its last shortcut, unless
/// <paramref name="keepsNeighbour"/> or <paramref name="keepsTunnel"/> says that they serve something else too.
/// </summary>
internal sealed class ShortcutTable(PeerSecurity security, Func<IPAddress, bool> keepsNeighbour, Func<IPAddress, bool> keepsTunnel)
{
    private readonly Dictionary<IPNetwork, Shortcut> shortcuts = [];
    private readonly Dictionary<IPAddress, (int Uses, IPAddress Nbma)> vias = [];
    private readonly Dictionary<IPAddress, int> nbmas = [];

    public IReadOnlyCollection<Shortcut> All => shortcuts.Values;

    public Shortcut? Find(IPNetwork prefix) => shortcuts.GetValueOrDefault(prefix);

    public bool HasPeerAt(IPAddress nbma) => nbmas.ContainsKey(nbma);

    /// <summary>Where a peer is that shortcuts lead through; null: none does.</summary>
    public IPAddress? NbmaOf(IPAddress via) => vias.TryGetValue(via, out var peer) ? peer.Nbma : null;

    /// <summary>The longest prefix that holds the destination.</summary>
    public Shortcut? Toward(IPAddress destination)
    {
        Shortcut? best = null;
        foreach (var shortcut in shortcuts.Values)
        {
            if (shortcut.Prefix.Contains(destination) && (best is null || shortcut.Prefix.PrefixLength > best.Prefix.PrefixLength))
                best = shortcut;
        }
        return best;
    }

    /// <summary>The same way with another time or mark.</summary>
    public void Update(Shortcut shortcut) => shortcuts[shortcut.Prefix] = shortcut;

    /// <summary>What the kernel has already.</summary>
    public void Restore(Shortcut shortcut)
    {
        if (shortcuts.TryAdd(shortcut.Prefix, shortcut))
            Count(shortcut, 1);
    }

    /// <summary>Adds or replaces; the old way's neighbour goes last, so that no packet is without one.</summary>
    public void Install(Shortcut shortcut, List<MeshEffect> effects)
    {
        var before = Find(shortcut.Prefix);
        shortcuts[shortcut.Prefix] = shortcut;
        Count(shortcut, 1);
        effects.Add(new MeshEffect.SetNeighbour(shortcut.Via, shortcut.Nbma));
        effects.Add(new MeshEffect.AddShortcut(shortcut.Prefix, shortcut.Via, shortcut.Mtu));
        if (before is not null)
            Drop(before, effects);
    }

    public void Remove(Shortcut shortcut, List<MeshEffect> effects)
    {
        if (!shortcuts.Remove(shortcut.Prefix))
            return;
        effects.Add(new MeshEffect.RemoveShortcut(shortcut.Prefix));
        Drop(shortcut, effects);
    }

    private void Drop(Shortcut shortcut, List<MeshEffect> effects)
    {
        Count(shortcut, -1);
        if (!vias.ContainsKey(shortcut.Via) && !keepsNeighbour(shortcut.Via))
            effects.Add(new MeshEffect.RemoveNeighbour(shortcut.Via));
        if (!nbmas.ContainsKey(shortcut.Nbma) && !keepsTunnel(shortcut.Nbma))
            security.Release(shortcut.Nbma, effects);
    }

    private void Count(Shortcut shortcut, int change)
    {
        ref var peer = ref CollectionsMarshal.GetValueRefOrAddDefault(vias, shortcut.Via, out _);
        peer = (peer.Uses + change, change > 0 ? shortcut.Nbma : peer.Nbma);
        if (peer.Uses == 0)
            vias.Remove(shortcut.Via);
        ref var uses = ref CollectionsMarshal.GetValueRefOrAddDefault(nbmas, shortcut.Nbma, out _);
        uses += change;
        if (uses == 0)
            nbmas.Remove(shortcut.Nbma);
    }
}
