using System.Runtime;
using Router.Daemon.Engine;

namespace Router.Daemon;

/// <summary>Gives memory back to the system once a commit is over: what it took stands in no proportion to what stays.</summary>
internal static class MemoryKeeper
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(EventHub events, CancellationToken stopping)
    {
        await foreach (var happened in events.Listen(stopping))
        {
            if (happened.Subject is not ("commit" or "boot"))
                continue;
            await Task.Delay(Quiet, stopping);
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
