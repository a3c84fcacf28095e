using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.InteropServices;

namespace Router.Mesh.Cache;

/// <summary>The peers by overlay address, how many come from each underlay address, and when each expires.</summary>
public sealed class PeerCache
{
    private readonly Dictionary<IPAddress, PeerEntry> entries = [];
    private readonly Dictionary<IPAddress, (int Count, IPAddress? Only)> sources = [];
    private readonly MeshTimers<IPAddress> expiry = new();

    public int Count => entries.Count;

    public IReadOnlyCollection<PeerEntry> Entries => entries.Values;

    /// <summary>
    /// Before this <see cref="TryExpire"/> finds nothing; null: never. Peers that renew move their ends all the time, and none is looked
    /// for.
    /// </summary>
    public TimeSpan? NextExpiry => expiry.Soonest;

    public int CountAt(IPAddress nbma) => sources.GetValueOrDefault(nbma).Count;

    /// <summary>The overlay addresses of the peers at an underlay address; nearly always one.</summary>
    public IReadOnlyList<IPAddress> At(IPAddress nbma) => sources.GetValueOrDefault(nbma) switch
    {
        (0, _) => [],
        (1, { } only) => [only],
        _ => [.. entries.Values.Where(entry => entry.Nbma.Equals(nbma)).Select(entry => entry.Overlay)],
    };

    /// <summary>The peer at an underlay address; null: none, or several.</summary>
    public PeerEntry? OnlyAt(IPAddress nbma) =>
        sources.TryGetValue(nbma, out var source) && source is { Count: 1, Only: { } only } ? entries.GetValueOrDefault(only) : null;

    public bool TryFind(IPAddress overlay, [NotNullWhen(true)] out PeerEntry? entry) => entries.TryGetValue(overlay, out entry);

    public void Set(PeerEntry entry)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(entries, entry.Overlay, out _);
        var before = slot;
        slot = entry;
        expiry.Set(entry.Overlay, entry.Expires);
        if (before is not null && before.Nbma.Equals(entry.Nbma))
            return;
        if (before is not null)
            CountSource(before, -1);
        CountSource(entry, 1);
    }

    public bool Remove(IPAddress overlay)
    {
        if (!entries.Remove(overlay, out var entry))
            return false;
        expiry.Cancel(overlay);
        CountSource(entry, -1);
        return true;
    }

    /// <summary>Takes out one that has expired.</summary>
    public bool TryExpire(TimeSpan now, [NotNullWhen(true)] out PeerEntry? entry)
    {
        entry = null;
        return expiry.TryTake(now, out var overlay) && entries.TryGetValue(overlay, out entry) && Remove(overlay);
    }

    private void CountSource(PeerEntry entry, int change)
    {
        ref var source = ref CollectionsMarshal.GetValueRefOrAddDefault(sources, entry.Nbma, out _);
        source = (source.Count + change, source.Count == 0 ? entry.Overlay : null);
        if (source.Count == 0)
            sources.Remove(entry.Nbma);
    }
}
