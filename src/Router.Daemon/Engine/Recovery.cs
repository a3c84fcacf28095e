using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Router.Daemon.Engine;

/// <summary>
/// Tries again what is missing of the running configuration: at once when a secret, a set file, a link or an address came, and now and then with longer
/// and longer pauses.
/// </summary>
internal sealed class Recovery(ConfigurationEngine engine, EventHub events, TimeProvider time, ILogger<Recovery> log)
{
    /// <summary>What belongs together comes at once.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    private readonly Backoff backoff = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async Task RunAsync(CancellationToken stopping)
    {
        _ = FollowAsync(stopping);
        var pause = backoff.Next();
        while (true)
        {
            var woken = await WaitAsync(engine.IsShort ? pause : Timeout.InfiniteTimeSpan, stopping);
            if (woken)
            {
                await Task.Delay(Together, time, stopping);
                news.Reader.TryRead(out _);
            }
            if (!engine.IsShort)
                continue;
            if (await TryAsync(stopping) || woken)
                backoff.Reset();
            pause = backoff.Next();
        }
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

    /// <summary>True: there is news; false: the time is over.</summary>
    private async Task<bool> WaitAsync(TimeSpan limit, CancellationToken stopping)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var timer = time.CreateTimer(_ => enough.Cancel(), null, limit, Timeout.InfiniteTimeSpan);
        try
        {
            await news.Reader.ReadAsync(enough.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        await foreach (var happened in events.Listen(stopping))
        {
            if (happened.Subject is "secret" or "set-file" or "link" or "address" or "commit" or "boot")
                news.Writer.TryWrite(true);
        }
    }
}
