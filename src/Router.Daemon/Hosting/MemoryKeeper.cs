using System.Runtime;
using Router.Api.Limits;
using Router.Daemon.Engine;

namespace Router.Daemon.Hosting;

/// <summary>
/// Gives memory back to the system once commits are over, large requests and answers have passed, and peers of a mesh no longer come by
/// the thousand: what they took stands in no proportion to what stays. Not between commits that follow one another: each would have to take
/// it again, page by page, which costs a third of its time. A limit of the youngest generation instead was tried: reading a large document
/// then collects all the time, and commits take half again as long.
/// </summary>
internal static class MemoryKeeper
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(EventHub events, ConnectionTable connections, TimeProvider time, CancellationToken stopping)
    {
        await using var quiet = time.CreateTimer(_ => Collect(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        void Soon() => quiet.Change(Quiet, Timeout.InfiniteTimeSpan);
        connections.LargeFramePassed += Soon;
        try
        {
            await foreach (var happened in events.Listen(stopping))
            {
                if (happened.Subject is "commit" or "boot" || happened.Subject.StartsWith("mesh ", StringComparison.Ordinal))
                    Soon();
            }
        }
        finally
        {
            connections.LargeFramePassed -= Soon;
        }
    }

    private static void Collect()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
