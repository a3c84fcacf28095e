using System.CommandLine;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Fleet.Inventories;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet list</c>: who is meant.</summary>
internal static class ListVerb
{
    public static Command Create(Terminal terminal)
    {
        var (inventory, json) = (FleetOptions.Inventory(), CommandExtensions.JsonOption());
        var selector = FleetOptions.Selector(inventory);
        return new Command("list", "List the devices that a selector means, with their groups, sites and tags.")
            .With(selector, inventory, json)
            .Runs(result => Run(
                terminal, FleetBook.Read(result.GetRequiredValue(inventory), terminal).Select(result.GetValue(selector) ?? []),
                result.GetValue(json)));
    }

    private static int Run(Terminal terminal, IReadOnlyList<FleetDevice> devices, bool json)
    {
        if (json)
        {
            terminal.WriteJson(
                [.. devices.Select(device => new ListedDevice(
                    device.Name, device.Device.Address, device.Device.Port, [.. device.Groups], device.Site, [.. device.Tags],
                    device.Board, device.Device.Config))],
                FleetListJson.Default.IReadOnlyListListedDevice);
            return ExitCode.Done;
        }
        Table.Print(terminal,
        [
            ["DEVICE", "ADDRESS", "GROUPS", "SITE", "TAGS"],
            .. devices.Select(device => (string[])
                [device.Name, device.Device.Address, string.Join(',', device.Groups), device.Site ?? "", string.Join(',', device.Tags)]),
        ]);
        return ExitCode.Done;
    }
}

internal sealed record ListedDevice(
    string Name, string Address, int Port, IReadOnlyList<string> Groups, string? Site, IReadOnlyList<string> Tags, string? Board,
    string? Config);

[JsonSerializable(typeof(IReadOnlyList<ListedDevice>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class FleetListJson : JsonSerializerContext;
