using System.Threading.Channels;

namespace Router.Daemon.Engine;

/// <summary>For whoever does something after each commit that is kept; several that come meanwhile are one.</summary>
internal sealed class CommitWatch : IDisposable
{
    private readonly Channel<bool> commits = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ConfigurationEngine engine;
    private readonly TimeProvider time;

    public CommitWatch(ConfigurationEngine engine, TimeProvider time)
    {
        (this.engine, this.time) = (engine, time);
        engine.Saved += Tell;
    }

    /// <summary>Until there is one, or so long at the most; whether there is.</summary>
    public async Task<bool> WaitAsync(TimeSpan longest, CancellationToken stopping)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var timer = time.CreateTimer(_ => enough.Cancel(), null, longest, Timeout.InfiniteTimeSpan);
        try
        {
            return await commits.Reader.ReadAsync(enough.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => engine.Saved -= Tell;

    private void Tell(RunningConfiguration saved) => commits.Writer.TryWrite(true);
}
