namespace Router.Daemon;

/// <summary>
/// How long to wait until what failed is tried again: <paramref name="first"/> at first, then twice as long each time, up to
/// <paramref name="longest"/>.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private TimeSpan? next;

    /// <summary>A second, up to a minute.</summary>
    public Backoff() : this(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1))
    {
    }

    public TimeSpan Longest => longest;

    public TimeSpan Next()
    {
        var now = next ?? first;
        next = now * 2 < longest ? now * 2 : longest;
        return now;
    }

    public void Reset() => next = null;
}
