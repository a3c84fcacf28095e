using Router.Fleet.Inventories;

namespace Router.Fleet.Push;

/// <summary>At most so many open connections; whoever comes later waits for one to close.</summary>
internal sealed class BoundedConnector(IDeviceConnector inner, int limit) : IDeviceConnector, IDisposable
{
    private readonly SemaphoreSlim slots = new(limit);

    public async Task<IDeviceSession> ConnectAsync(Device device, CancellationToken stopping)
    {
        await slots.WaitAsync(stopping);
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

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref closed, true))
                return;
            await inner.DisposeAsync();
            slots.Release();
        }
    }
}
