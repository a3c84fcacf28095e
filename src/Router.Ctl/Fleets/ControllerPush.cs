using Router.Api.Controllers;
using Router.Ctl.Cli;
using Router.Ctl.Controllers.Edges;
using Router.Fleet.Push;
using Router.Fleet.Rollouts;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet push --controller</c>: the same documents, ordered at a controller, which gives them to devices as they ask.</summary>
internal sealed class ControllerPush(Terminal terminal, ControllerConnection controller)
{
    /// <summary>A device that is away has this long besides its time to confirm.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public required string Inventory { get; init; }

    public required IReadOnlyList<string> Selector { get; init; }

    public required RolloutSettings Rollout { get; init; }

    public required PushSettings Settings { get; init; }

    public bool Yes { get; init; }

    public bool Json { get; init; }

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        if (Settings.DryRun)
            throw Failure.Usage(
                "--dry-run and --controller do not go together", "fleet check holds the documents; fleet push --dry-run asks devices");
        var orders = await Task.Run(() => FleetOrders.Make(FleetBook.Read(Inventory, terminal), Selector), CancellationToken.None)
            .WaitAsync(stopping);
        if (!Yes)
            Approval.Ask(terminal, Rollout, orders.Count, "Order for", "ordered for", "--yes if that is meant");
        var standing = await controller.PostAsync(
            ControllerPaths.Rollouts, Order(orders), ControllerJson.Default.RolloutOrder, ControllerJson.Default.RolloutStanding, stopping);
        Say($"{standing.Id} is ordered; it goes on whatever becomes of this program (controller stop {standing.Id} ends it)");
        standing = await FollowAsync(standing, stopping);
        if (Json)
            terminal.WriteJson(standing, ControllerJson.Default.RolloutStanding);
        else
            Print(standing);
        return standing.Stage is "done" or "waiting" && standing.Devices.All(device => device.State is "applied" or "waiting")
            ? ExitCode.Done
            : ExitCode.Input;
    }

    private RolloutOrder Order(IReadOnlyList<PushOrder> orders) => new(
        [.. orders.Select(order => new OrderedDocument(
            order.Device.Name, order.Document, order.Secrets.ToDictionary(secret => secret.Key, secret => secret.Value),
            order.SetFiles.ToDictionary(set => set.Key, set => set.Value)))],
        Rollout.Canary, Rollout.Wave?.Of(orders.Count) ?? 0, Rollout.MaxFailures, (int)Rollout.Pause.TotalSeconds,
        (Settings.ConfirmMinutes * 60) + (int)Grace.TotalSeconds, Settings.ConfirmMinutes * 60, Settings.Comment);

    /// <summary>Until it is over, or waits for somebody.</summary>
    private async Task<RolloutStanding> FollowAsync(RolloutStanding standing, CancellationToken stopping)
    {
        var told = standing.Devices.ToDictionary(device => device.Device, device => device.State);
        while (standing.Stage == "running")
        {
            await Task.Delay(Look, stopping);
            standing = await controller.GetAsync(
                $"{ControllerPaths.Rollouts}/{standing.Id}", ControllerJson.Default.RolloutStanding, stopping);
            foreach (var device in standing.Devices.Where(device => told[device.Device] != device.State))
            {
                told[device.Device] = device.State;
                Say($"{device.Device}: {device.State}{(device.Detail.Length > 0 ? $": {device.Detail}" : "")}");
            }
        }
        return standing;
    }

    private void Print(RolloutStanding standing)
    {
        Table.Print(terminal, [
            ["DEVICE", "RESULT", "DETAIL"],
            .. standing.Devices.Select(device => (string[])[device.Device, device.State, device.Detail]),
        ]);
        Say(standing.Stage == "waiting"
            ? $"{standing.Id} waits for another operator: routerctl controller approve {standing.Id}"
            : $"{standing.Id} is {standing.Stage}{(standing.Why is { } why ? $": {why}" : "")}");
    }

    private void Say(string line) => terminal.Error.WriteLine(Printable.Line($"routerctl: {line}"));
}
