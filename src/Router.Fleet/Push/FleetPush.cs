namespace Router.Fleet.Push;

/// <summary>Pushes to many devices at once.</summary>
public sealed class FleetPush(IDeviceConnector connector, IClock clock, PushSettings settings)
{
    /// <summary>
    /// A report for each order, in the same order. <paramref name="done"/> hears of each as it comes, from any thread.
    /// </summary>
    public async Task<IReadOnlyList<DeviceReport>> RunAsync(
        IReadOnlyList<PushOrder> orders, Action<DeviceReport> done, CancellationToken stopping)
    {
        // Devices whose window runs never queue behind those that have not begun.
        using var first = new BoundedConnector(connector, settings.Parallel);
        using var again = new BoundedConnector(connector, settings.Parallel);
        var push = new DevicePush(first, again, clock, settings);
        return await Task.WhenAll(orders.Select(async order =>
        {
            var report = await push.RunAsync(order, stopping);
            done(report);
            return report;
        }));
    }
}
