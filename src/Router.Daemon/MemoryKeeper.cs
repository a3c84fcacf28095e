using System.Runtime;
using Router.Daemon.Engine;

namespace Router.Daemon;

/// <summary>
/// Gives memory back to the system once commits are over: what they took stands in no proportion to what stays. Not between commits that follow
/// one another: each would have to take it anew, page by page, which costs a third of its time.
/// </summary>
internal static class MemoryKeeper
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(EventHub events, TimeProvider time, CancellationToken stopping)
    {
        await using var quiet = time.CreateTimer(_ => Collect(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await foreach (var happened in events.Listen(stopping))
        {
            if (happened.Subject is "commit" or "boot")
                quiet.Change(Quiet, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Collect()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
