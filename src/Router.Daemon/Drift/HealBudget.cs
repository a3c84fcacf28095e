namespace Router.Daemon.Drift;

/// <summary>Healing against something that changes things back would never end: so often in so long, and then no more.</summary>
internal sealed class HealBudget(TimeProvider time)
{
    public const int Most = 5;

    public static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    private readonly Queue<long> spent = [];

    public bool TryTake()
    {
        while (spent.TryPeek(out var first) && time.GetElapsedTime(first) > Within)
            spent.Dequeue();
        if (spent.Count >= Most)
            return false;
        spent.Enqueue(time.GetTimestamp());
        return true;
    }
}
