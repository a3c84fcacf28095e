using Router.Fleet.Inventories;

namespace Router.Fleet.Push;

/// <summary>At most so many open connections; whoever comes later waits for one to close.</summary>
/// <param name="inner">Makes them.</param>
/// <param name="limit">How many.</param>
/// <param name="halted">Nobody who waits gets one any more.</param>
internal sealed class BoundedConnector(IDeviceConnector inner, int limit, CancellationToken halted) : IDeviceConnector, IDisposable
{
    private readonly SemaphoreSlim slots = new(limit);

    public async Task<IDeviceSession> ConnectAsync(Device device, CancellationToken stopping)
    {
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, halted))
            await slots.WaitAsync(either.Token);
        try
        {
            return new Session(await inner.ConnectAsync(device, stopping), slots);
        }
        catch
        {
            slots.Release();
            throw;
        }
    }

    public void Dispose() => slots.Dispose();

    private sealed class Session(IDeviceSession inner, SemaphoreSlim slots) : IDeviceSession
    {
        private bool closed;

        public Task<CommandOutput> RunAsync(string command, ReadOnlyMemory<byte> input, CancellationToken stopping) =>
            inner.RunAsync(command, input, stopping);

        public Task<CommandOutput> TalkAsync(
            string command, Func<Stream, Stream, CancellationToken, Task> talk, TimeSpan endsWithin, CancellationToken stopping) =>
            inner.TalkAsync(command, talk, endsWithin, stopping);

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref closed, true))
                return;
            await inner.DisposeAsync();
            slots.Release();
        }
    }
}
