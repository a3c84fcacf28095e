using System.Runtime.InteropServices;

namespace Router.Mesh;

/// <summary>
/// One deadline a key; setting it again replaces the former. A key stands in the queue once: moved to a later time it stays
/// where it is and is put back when its turn comes, so that a renewal costs no queue operation and nothing is ever searched.
/// </summary>
internal sealed class MeshTimers<TKey>
    where TKey : notnull
{
    private const int SlackOfQueue = 64;

    private readonly Dictionary<TKey, (TimeSpan Deadline, TimeSpan Queued)> deadlines = [];
    private readonly PriorityQueue<TKey, TimeSpan> queue = new();

    public int QueueLength => queue.Count;

    /// <summary>
    /// No deadline is before this one, which may be that of a key that was moved or cancelled since. To look costs nothing, and
    /// whoever comes too early for it finds <see cref="Next"/>.
    /// </summary>
    public TimeSpan? Soonest => queue.TryPeek(out _, out var at) ? at : null;

    public TimeSpan? Next
    {
        get
        {
            while (queue.TryPeek(out var key, out var at))
            {
                ref var slot = ref CollectionsMarshal.GetValueRefOrNullRef(deadlines, key);
                var stale = System.Runtime.CompilerServices.Unsafe.IsNullRef(ref slot) || slot.Queued != at;
                if (!stale && slot.Deadline == at)
                    return at;
                queue.Dequeue();
                if (stale)
                    continue;
                slot.Queued = slot.Deadline;
                queue.Enqueue(key, slot.Deadline);
            }
            return null;
        }
    }

    public void Set(TKey key, TimeSpan deadline)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(deadlines, key, out var known);
        if (known && slot.Queued <= deadline)
        {
            slot.Deadline = deadline;
            return;
        }
        slot = (deadline, deadline);
        queue.Enqueue(key, deadline);
        if (queue.Count > SlackOfQueue && queue.Count > deadlines.Count * 4)
            Compact();
    }

    public void Cancel(TKey key) => deadlines.Remove(key);

    /// <summary>Takes out one whose time has come.</summary>
    public bool TryTake(TimeSpan now, out TKey key)
    {
        key = default!;
        if (Next is not { } at || at > now)
            return false;
        key = queue.Dequeue();
        deadlines.Remove(key);
        return true;
    }

    /// <summary>What was cancelled waits in the queue for its time; its number stays in proportion.</summary>
    private void Compact()
    {
        queue.Clear();
        foreach (var key in deadlines.Keys)
        {
            ref var slot = ref CollectionsMarshal.GetValueRefOrNullRef(deadlines, key);
            slot.Queued = slot.Deadline;
            queue.Enqueue(key, slot.Deadline);
        }
    }
}
