namespace Router.Mesh;

/// <summary>One deadline a key; setting it again replaces the former.</summary>
internal sealed class MeshTimers<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TimeSpan> deadlines = [];
    private readonly PriorityQueue<TKey, TimeSpan> queue = new();

    public TimeSpan? Next
    {
        get
        {
            DropOvertaken();
            return queue.TryPeek(out _, out var at) ? at : null;
        }
    }

    public void Set(TKey key, TimeSpan deadline)
    {
        deadlines[key] = deadline;
        queue.Enqueue(key, deadline);
    }

    /// <summary>Takes out those whose time has come; what is set meanwhile waits for the next call.</summary>
    public List<TKey> Due(TimeSpan now)
    {
        var due = new List<TKey>();
        while (Next is { } at && at <= now)
        {
            var key = queue.Dequeue();
            deadlines.Remove(key);
            due.Add(key);
        }
        return due;
    }

    private void DropOvertaken()
    {
        while (queue.TryPeek(out var key, out var at) && (!deadlines.TryGetValue(key, out var current) || current != at))
            queue.Dequeue();
    }
}
