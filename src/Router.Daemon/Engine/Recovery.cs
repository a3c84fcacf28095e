using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Router.Daemon.Engine;

/// <summary>
/// Tries again what is missing of the running configuration: at once when a secret, a set file, a link or an address came, and now and then
/// with longer and longer pauses. What came back and is missing soon again counts as never gone: a service that ends as soon as it is
/// started is not started all the time.
/// </summary>
internal sealed class Recovery(ConfigurationEngine engine, EventHub events, TimeProvider time, ILogger<Recovery> log)
{
    /// <summary>What belongs together comes at once.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    private readonly Backoff backoff = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
    private readonly Channel<News> news = Channel.CreateUnbounded<News>();

    private enum News
    {
        /// <summary>Nothing happened for as long as was to be waited.</summary>
        None,

        /// <summary>Something may be missing that was not.</summary>
        Failed,

        /// <summary>Something came that others may have waited for.</summary>
        Came,
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        _ = FollowAsync(stopping);
        var (pause, missingSince, wholeSince) = (backoff.Next(), (long?)null, (long?)null);
        while (true)
        {
            if (engine.IsShort && missingSince is null)
            {
                missingSince = time.GetTimestamp();
                if (wholeSince is { } since && time.GetElapsedTime(since) > 2 * pause)
                    pause = Anew();
            }
            var happened = await WaitAsync(
                missingSince is { } began ? Rest(pause, time.GetElapsedTime(began)) : Timeout.InfiniteTimeSpan, stopping);
            if (happened == News.Failed)
                continue;
            if (happened == News.Came)
            {
                await Task.Delay(Together, time, stopping);
                while (news.Reader.TryRead(out _))
                    continue;
            }
            missingSince = null;
            if (!engine.IsShort)
                continue;
            var came = await TryAsync(stopping);
            wholeSince = engine.IsShort ? null : time.GetTimestamp();
            pause = happened == News.Came || (came && engine.IsShort) ? Anew() : backoff.Next();
        }
    }

    private static TimeSpan Rest(TimeSpan whole, TimeSpan over) => over < whole ? whole - over : TimeSpan.Zero;

    private TimeSpan Anew()
    {
        backoff.Reset();
        return backoff.Next();
    }

    /// <summary>True: something came back.</summary>
    private async Task<bool> TryAsync(CancellationToken stopping)
    {
        try
        {
            return await engine.RecoverAsync();
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            log.RecoveryFailed(exception.Message);
            return false;
        }
    }

    /// <summary>The greatest of what there is by then.</summary>
    private async Task<News> WaitAsync(TimeSpan limit, CancellationToken stopping)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var timer = time.CreateTimer(_ => enough.Cancel(), null, limit, Timeout.InfiniteTimeSpan);
        try
        {
            var greatest = await news.Reader.ReadAsync(enough.Token);
            while (news.Reader.TryRead(out var more))
                greatest = more > greatest ? more : greatest;
            return greatest;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return News.None;
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        await foreach (var happened in events.Listen(stopping))
        {
            if (happened.Subject is "secret" or "set-file" or "link" or "address" or "commit" or "boot")
                news.Writer.TryWrite(News.Came);
            else if (happened.Subject is "service")
                news.Writer.TryWrite(News.Failed);
        }
    }
}
