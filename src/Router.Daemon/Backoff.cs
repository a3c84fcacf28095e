namespace Router.Daemon;

/// <summary>How long to wait until what failed is tried again: a second at first, then twice as long each time, up to a minute.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private TimeSpan next = First;

    public TimeSpan Next()
    {
        var now = next;
        next = next * 2 < Longest ? next * 2 : Longest;
        return now;
    }

    public void Reset() => next = First;
}
