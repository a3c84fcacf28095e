using System.Globalization;
using Router.Api.Controllers;
using Router.Ctl.Cli;
using Router.Ctl.Controllers.Edges;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet status --controller</c>: what a controller knows of the devices.</summary>
internal static class ControllerStatus
{
    public static async Task<int> RunAsync(
        Terminal terminal, ControllerConnection controller, Asking asking, bool json, CancellationToken stopping)
    {
        var names = FleetBook.Read(asking.Inventory, terminal).Select(asking.Selector).Select(device => device.Name).ToList();
        var known = (await controller.GetAsync(ControllerPaths.Devices, ControllerJson.Default.IReadOnlyListDeviceStanding, stopping))
            .ToDictionary(device => device.Name);
        IReadOnlyList<Api.Controllers.DeviceStanding> found =
            [.. names.Select(name => known.GetValueOrDefault(name) ?? Unknown(name))];
        if (json)
            terminal.WriteJson(found, ControllerJson.Default.IReadOnlyListDeviceStanding);
        else
            Print(terminal, found);
        return found.All(device => device.State is "same" or "pending" or "unassigned") ? ExitCode.Done : ExitCode.Input;
    }

    private static void Print(Terminal terminal, IReadOnlyList<Api.Controllers.DeviceStanding> found) => Table.Print(terminal, [
        ["DEVICE", "STATE", "REVISION", "SEEN", "SINCE", "BY", "NOTE"],
        .. found.Select(device => (string[])
        [
            device.Name, device.State, device.Revision == 0 ? "-" : device.Revision.ToString(CultureInfo.InvariantCulture),
            At(device.Seen ?? device.Stated), At(device.Since), device.By ?? "-", device.Detail,
        ]),
    ]);

    private static Api.Controllers.DeviceStanding Unknown(string name) =>
        new(name, "unknown", 0, $"routerctl controller enrol {name} makes it known there", null, null, null, null, null, null, null, null);

    private static string At(DateTimeOffset? time) =>
        time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";
}
