using System.Threading.Channels;
using Router.Api.Contract;

namespace Router.Daemon.Engine;

/// <summary>For a loop that looks again when something happened: several that come before it has looked are one.</summary>
internal sealed class Looks
{
    private readonly Channel<bool> due = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private Task<bool>? changed, heard;

    public void Look() => due.Writer.TryWrite(true);

    /// <summary>Something happened since the last time.</summary>
    public bool TryTake() => due.Reader.TryRead(out _);

    public IAsyncEnumerable<bool> AllAsync(CancellationToken stopping) => due.Reader.ReadAllAsync(stopping);

    /// <summary>Looks now, and after each event that <paramref name="concerns"/> it.</summary>
    public async Task FollowAsync(EventHub hub, Func<Response.Event, bool> concerns, CancellationToken stopping)
    {
        var happenings = hub.Listen(stopping);
        Look();
        await foreach (var happened in happenings)
        {
            if (concerns(happened))
                Look();
        }
    }

    /// <summary>Until something happened, <paramref name="others"/> has something, or the time is over; one caller at a time.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/>.</exception>
    public async Task WaitAsync<T>(ChannelReader<T> others, TimeSpan longest, TimeProvider time, CancellationToken stopping)
    {
        heard = heard is null or { IsCompleted: true } ? others.WaitToReadAsync(stopping).AsTask() : heard;
        changed = changed is null or { IsCompleted: true } ? due.Reader.WaitToReadAsync(stopping).AsTask() : changed;
        using var early = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(heard, changed, Task.Delay(longest, time, early.Token));
        await early.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }
}
