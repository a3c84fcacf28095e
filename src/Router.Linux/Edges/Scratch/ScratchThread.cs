using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Router.Core.Edges;

namespace Router.Linux.Edges.Scratch;

/// <summary>
/// A network namespace, with a hostname of its own, that belongs to one thread and ends with it. What runs through
/// <see cref="RunAsync{T}"/> is on that thread, after each <c>await</c> too; sockets made and programs started there are in the
/// namespace. Nothing of the machine's own namespace can be reached from it.
/// </summary>
internal sealed class ScratchThread : SynchronizationContext, IDisposable
{
    private const int NewNetwork = 0x40000000, NewHostname = 0x04000000;
    private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> queue = [];
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <exception cref="ApplyException">The kernel gives no namespace.</exception>
    public static async Task<ScratchThread> StartAsync()
    {
        var thread = new ScratchThread();
        new Thread(thread.Live) { IsBackground = true, Name = "scratch" }.Start();
        await thread.started.Task;
        return thread;
    }

    public Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(async _ =>
        {
            try
            {
                done.SetResult(await work());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        }, null);
        return done.Task;
    }

    public override void Post(SendOrPostCallback d, object? state) => queue.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>The thread ends when what was given to it is done, and the namespace with it.</summary>
    public void Dispose() => queue.CompleteAdding();

    private void Live()
    {
        SetSynchronizationContext(this);
        if (Libc.Unshare(NewNetwork | NewHostname) != 0)
        {
            started.SetException(
                new ApplyException("make a scratch namespace", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage()));
            return;
        }
        started.SetResult();
        foreach (var (work, state) in queue.GetConsumingEnumerable())
            work(state);
        queue.Dispose();
    }
}
