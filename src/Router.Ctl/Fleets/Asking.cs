using Router.Ctl.Cli;
using Router.Ctl.Push;
using Router.Fleet.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Ctl.Fleets;

/// <summary>Which devices are asked, and how they are reached.</summary>
internal sealed record Asking(string Inventory, IReadOnlyList<string> Selector, Login Login, int Parallel)
{
    /// <summary>The inventory and what of it is meant; files, pipes and people may keep this waiting.</summary>
    /// <exception cref="Failure">The inventory is wrong, a word means nothing, or a key cannot be used.</exception>
    public Task<(FleetBook Book, IReadOnlyList<FleetDevice> Devices, IDeviceConnector Connector)> PrepareAsync(
        Terminal terminal, CancellationToken stopping) => Task.Run(
        () =>
        {
            var book = FleetBook.Read(Inventory, terminal);
            var devices = book.Select(Selector);
            return (book, devices, Login.Connector([.. devices.Select(device => device.Device)], terminal));
        },
        CancellationToken.None).WaitAsync(stopping);

    /// <summary>Asks each, so many at once; in the same order.</summary>
    public async Task<TResult[]> EachAsync<T, TResult>(
        IReadOnlyList<T> all, Func<T, Task<TResult>> ask, CancellationToken stopping)
    {
        SshConnector.PrepareThreads(Math.Min(all.Count, Parallel));
        using var slots = new SemaphoreSlim(Parallel);
        return await Task.WhenAll(all.Select(async one =>
        {
            await slots.WaitAsync(stopping);
            try
            {
                return await ask(one);
            }
            finally
            {
                slots.Release();
            }
        }));
    }
}
