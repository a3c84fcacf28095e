using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Router.Mesh.Cache;

/// <summary>
/// The peers by overlay address. The expiry queue holds an entry for each renewal; those that a later renewal overtook
/// are dropped when their time comes, so that a renewal costs a logarithm and nothing is ever searched.
/// </summary>
public sealed class PeerCache
{
    private readonly Dictionary<IPAddress, PeerEntry> entries = [];
    private readonly PriorityQueue<PeerEntry, TimeSpan> expiry = new();

    public int Count => entries.Count;

    public IReadOnlyCollection<PeerEntry> Entries => entries.Values;

    /// <summary>When <see cref="Expire"/> may find something; null: never.</summary>
    public TimeSpan? NextExpiry => expiry.TryPeek(out _, out var at) ? at : null;

    public bool TryFind(IPAddress overlay, [NotNullWhen(true)] out PeerEntry? entry) => entries.TryGetValue(overlay, out entry);

    public void Set(PeerEntry entry)
    {
        entries[entry.Overlay] = entry;
        expiry.Enqueue(entry, entry.Expires);
        if (expiry.Count > 64 && expiry.Count > entries.Count * 4)
            Compact();
    }

    public bool Remove(IPAddress overlay) => entries.Remove(overlay);

    /// <summary>Takes out what has expired.</summary>
    public IEnumerable<PeerEntry> Expire(TimeSpan now)
    {
        while (expiry.TryPeek(out var entry, out var at) && at <= now)
        {
            expiry.Dequeue();
            if (entries.TryGetValue(entry.Overlay, out var current) && ReferenceEquals(current, entry))
            {
                entries.Remove(entry.Overlay);
                yield return entry;
            }
        }
    }

    /// <summary>Renewals faster than expiry leave overtaken entries behind; their number stays in proportion.</summary>
    private void Compact()
    {
        expiry.Clear();
        expiry.EnqueueRange(entries.Values.Select(entry => (entry, entry.Expires)));
    }
}
