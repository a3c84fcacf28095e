using System.Diagnostics;
using Router.Fleet.Push;

namespace Router.Fleet.Edges;

public sealed class SystemClock : IClock
{
    private readonly long start = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

    public DateTimeOffset Now => DateTimeOffset.Now;

    public Task DelayAsync(TimeSpan time, CancellationToken stopping) => Task.Delay(time, stopping);
}
