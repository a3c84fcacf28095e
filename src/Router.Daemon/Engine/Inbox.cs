using System.Threading.Channels;

namespace Router.Daemon.Engine;

/// <summary>Work that is done one after the other, by one loop: what two people ask for never interleaves.</summary>
internal sealed class Inbox
{
    private readonly Channel<Func<CancellationToken, Task>> jobs =
        Channel.CreateUnbounded<Func<CancellationToken, Task>>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Does all that was posted until <paramref name="stopping"/>; the job at hand is finished first.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var job in jobs.Reader.ReadAllAsync(stopping))
                await job(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            jobs.Writer.TryComplete();
            while (jobs.Reader.TryRead(out var job))
                await job(stopping);
        }
    }

    /// <summary>The result of <paramref name="work"/> once its turn has come.</summary>
    /// <exception cref="OperationCanceledException">The daemon stops; the work was not begun.</exception>
    public Task<T> PostAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var posted = jobs.Writer.TryWrite(async stopping =>
        {
            if (stopping.IsCancellationRequested)
            {
                result.SetCanceled(stopping);
                return;
            }
            try
            {
                result.SetResult(await work(stopping));
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        });
        if (!posted)
            result.SetCanceled();
        return result.Task;
    }
}
