using Router.Ctl.Cli;
using Router.Ctl.Config;
using Router.Ctl.Config.Edges;
using Router.Fleet.Inventories;

namespace Router.Ctl.Push;

/// <summary>Devices as people name them: by their addresses, or out of an inventory.</summary>
internal sealed class DeviceList(Terminal terminal)
{
    /// <param name="names">Addresses, or with an inventory words that select among its devices; none: the whole inventory.</param>
    /// <param name="inventory">A file; null: none.</param>
    /// <param name="user">Who logs in where an address names nobody; null: whom ssh's files name, or admin.</param>
    /// <exception cref="Failure">A device is wrong, or named twice.</exception>
    public IReadOnlyList<FleetDevice> Read(IReadOnlyList<string> names, string? inventory, string? user)
    {
        if (inventory is not null)
            return Listed(inventory, names);
        var devices = Named(names, user);
        return devices.GroupBy(d => (d.Address, d.Port)).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw Failure.Input(
                $"{string.Join(" and ", twice.Select(d => d.Name))} are the same device: {twice.Key.Address} port {twice.Key.Port}")
            : [.. devices.Select(device => new FleetDevice(device))];
    }

    private static List<Device> Named(IReadOnlyList<string> names, string? user)
    {
        if (names.Count == 0)
            throw Failure.Usage("no device is named", "name some, or give --inventory FILE");
        return [.. names.Select(name => Device.Parse(name, user ?? Device.UsualUser) is { } device
            ? device with { UserIsUsual = device.UserIsUsual && user is null }
            : throw Failure.Usage($"'{Printable.Line(name)}' is no device", "write [USER@]HOST[:PORT]"))];
    }

    private IReadOnlyList<FleetDevice> Listed(string file, IReadOnlyList<string> names)
    {
        var bytes = DocumentFile.Read(file, terminal, out var problem) ?? throw Failure.Input(Printable.Line(problem.ToString(file)));
        var (devices, problems) = InventoryDevices.Read(bytes);
        if (problems.Count > 0)
            throw Failure.Input(Document.Words(file, problems));
        if (devices.Count == 0)
            throw Failure.Input($"{file}: it has no devices");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        try
        {
            return [.. DeviceSelector.Select(devices, names).Select(device => Placed(folder, device))];
        }
        catch (FormatException e)
        {
            throw Failure.Input(
                Printable.Line($"{file}: {e.Message}"),
                $"there are {string.Join(", ", devices.Take(20).Select(device => device.Name))}",
                e);
        }
    }

    private static FleetDevice Placed(string folder, FleetDevice device) => device.Device.Config is { } config
        ? device with { Device = device.Device with { Config = Path.Combine(folder, config) } }
        : device;
}
