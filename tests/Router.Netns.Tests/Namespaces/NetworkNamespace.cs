using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Router.Netns.Tests.Namespaces;

/// <summary>
/// A network namespace, with a hostname of its own, that belongs to one thread and ends with it: nothing is left behind, however
/// a test ends. All that runs through <see cref="RunAsync{T}"/> is on that thread, after each <c>await</c> too; sockets made
/// and programs started there are in the namespace.
/// </summary>
internal sealed partial class NetworkNamespace : SynchronizationContext, IAsyncDisposable
{
    private const int NewNetwork = 0x40000000, NewHostname = 0x04000000;
    private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> queue = [];
    private readonly TaskCompletionSource<int> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NetworkNamespace() => new Thread(Live) { IsBackground = true }.Start();

    /// <summary>By which <c>ip link set … netns</c> finds it.</summary>
    public int ThreadId { get; private set; }

    /// <summary>With its loopback up, and links that make no addresses of their own.</summary>
    public static async Task<NetworkNamespace> CreateAsync()
    {
        var created = new NetworkNamespace();
        created.ThreadId = await created.started.Task;
        await created.RunAsync(() => File.WriteAllText("/proc/sys/net/ipv6/conf/default/addr_gen_mode", "1"));
        await created.RunAsync(() => File.WriteAllText("/proc/sys/net/ipv6/conf/default/accept_dad", "0"));
        await created.IpAsync("link set lo up");
        return created;
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
            catch (Exception e)
            {
                done.SetException(e);
            }
        }, null);
        return done.Task;
    }

    public Task<T> RunAsync<T>(Func<T> work) => RunAsync(() => Task.FromResult(work()));

    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>What <c>ip</c> says; a failure of it fails the test.</summary>
    public Task<string> IpAsync(string arguments) => ProgramAsync("ip", arguments);

    public Task<string> ProgramAsync(string program, string arguments) => RunAsync(async () =>
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {arguments}: {await error}");
    });

    public override void Post(SendOrPostCallback d, object? state) => queue.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public override SynchronizationContext CreateCopy() => this;

    public async ValueTask DisposeAsync()
    {
        queue.CompleteAdding();
        await ended.Task;
    }

    private void Live()
    {
        SetSynchronizationContext(this);
        if (Unshare(NewNetwork | NewHostname) != 0)
        {
            started.SetException(new InvalidOperationException($"unshare: {Marshal.GetLastPInvokeErrorMessage()} (these tests want root)"));
            return;
        }
        started.SetResult(GetThreadId());
        foreach (var (work, state) in queue.GetConsumingEnumerable())
            work(state);
        queue.Dispose();
        ended.SetResult();
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetThreadId();
}
