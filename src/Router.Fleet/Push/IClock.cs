namespace Router.Fleet.Push;

/// <summary>Time that passes, apart from the clock on the wall.</summary>
public interface IClock
{
    /// <summary>Monotonic.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>For people to read.</summary>
    DateTimeOffset Now { get; }

    Task DelayAsync(TimeSpan time, CancellationToken stopping);
}
