using Router.Ctl.Bundle.Edges;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Ctl.Push;
using Router.Fleet.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Push;
using Router.Fleet.Rollouts;
using Router.Fleet.Upgrades;

namespace Router.Ctl.Upgrades.Transfer;

/// <summary>Prepares all that can be wrong before the first connection, upgrades, reports.</summary>
internal sealed class TransferVerb(Terminal terminal)
{
    public required IReadOnlyList<string> Devices { get; init; }

    public required string Bundle { get; init; }

    public string? Inventory { get; init; }

    public string? Keys { get; init; }

    public required UpgradeSettings Settings { get; init; }

    public required RolloutSettings Rollout { get; init; }

    public required Login Login { get; init; }

    public bool Json { get; init; }

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        using var bundle = await LocalBundle.OpenAsync(Bundle, Keys, stopping);
        // Files, pipes and people may keep this waiting; nothing was sent yet, so it can be left where it is.
        var (devices, connector) = await Task.Run(Prepare, CancellationToken.None).WaitAsync(stopping);
        SshConnector.PrepareThreads(Math.Min(devices.Count, Rollout.Parallel));
        var reports = await ProgressDisplay.RunAsync(terminal, async steps =>
        {
            await bundle.VerifyAsync(steps, stopping);
            var watch = new TransferWatch(terminal, steps, devices.Count);
            var clock = new SystemClock();
            var settings = Settings with { Lock = $"upgrade by {Operator.Name}" };
            var upgrade = new Rollout<Device, UpgradeReport>(
                connector, clock, Rollout,
                (first, again) => new DeviceUpgrade(first, again, clock, settings, bundle, watch).RunAsync);
            return await upgrade.RunAsync(
                devices, (device, why) => new(device.Name, DeviceOutcome.Skipped, why), new ReportWatch<UpgradeReport>(watch.Done),
                stopping);
        });
        if (Json)
            terminal.WriteJson(reports, TransferJson.Default.IReadOnlyListUpgradeReport);
        else
            TransferTable.Print(terminal, reports);
        stopping.ThrowIfCancellationRequested();
        return reports.All(report => report.Good) ? ExitCode.Done : ExitCode.Input;
    }

    private (IReadOnlyList<Device> Devices, IDeviceConnector Connector) Prepare()
    {
        IReadOnlyList<Device> devices =
            [.. new DeviceList(terminal).Read(Devices, Inventory, Login.User).Select(device => device.Device)];
        return (devices, Login.Connector(devices, terminal));
    }
}
