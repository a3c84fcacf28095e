using System.Globalization;
using Router.Core.Boards;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Fleet.Inventories;

/// <summary>
/// Makes the devices out of an inventory: ranges become devices, layers are put together, variables filled in, all of it checked.
/// </summary>
public sealed class InventoryDevices
{
    private readonly Inventory inventory;
    private readonly BoardPlaces places;
    private readonly List<Problem> problems = [];

    private InventoryDevices(Inventory inventory, BoardPlaces places) => (this.inventory, this.places) = (inventory, places);

    /// <summary>In the order of the inventory. Every problem at once, with its place.</summary>
    public static (ValueList<FleetDevice> Devices, ValueList<Problem> Problems) Read(ReadOnlyMemory<byte> utf8)
    {
        var (inventory, problems) = Inventory.Read(utf8);
        if (inventory is null || problems.Count > 0)
            return ([], problems);
        var devices = new InventoryDevices(inventory, new BoardPlaces(utf8));
        var made = devices.Make();
        return (made, [.. devices.problems.Distinct().OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)]);
    }

    private ValueList<FleetDevice> Make()
    {
        CheckNames();
        var made = new OrderedDictionary<string, (FleetDevice Device, string Entry)>();
        foreach (var (entry, device) in inventory.Devices)
        {
            foreach (var (name, number) in HostRange.Expand(entry))
            {
                if (made.TryGetValue(name, out var other))
                    Tell($"{name} is there already, by {other.Entry}", "a device is listed once", "devices", entry);
                else
                    made.Add(name, (Of(name, number, entry, device), entry));
            }
        }
        CheckAddresses(made.Values);
        CheckPatterns([.. made.Keys]);
        return [.. made.Values.Select(one => one.Device)];
    }

    private FleetDevice Of(string name, int? number, string entry, InventoryDevice device)
    {
        bool IsIn(KeyValuePair<string, InventoryGroup> group) =>
            device.Groups.Contains(group.Key) || group.Value.Devices.Any(pattern => Matches(pattern, name));
        ValueList<string> groups = [.. inventory.Groups.Where(IsIn).Select(group => group.Key)];
        List<InventoryLayer> layers = [inventory, .. groups.Select(group => inventory.Groups[group])];
        if (device.Site is { } site && inventory.Sites.TryGetValue(site, out var place))
            layers.Add(place);
        layers.Add(device);

        var variables = Variables(name, number, layers, entry);
        var text = variables.Where(one => one.Value is PlainValue.Text)
            .Select(one => KeyValuePair.Create(one.Key, one.Value))
            .ToValueMap();
        string Fill(string value, params string[] path)
        {
            var (filled, problem) = Template.Fill(value, text);
            if (problem is not null)
                Tell($"{problem} ({name})", null, ["devices", entry, .. path]);
            return filled;
        }
        var address = Fill(device.Address, "address");
        if (!Device.IsHost(address))
            Tell($"'{address}' is neither a host name nor an address ({name})", null, "devices", entry, "address");
        var user = Last(layers, layer => layer.User);
        var port = Last(layers, layer => layer.Port);
        return new FleetDevice(new Device(name, HostName.Canonical(address), port ?? Inventory.UsualPort, user ?? Device.UsualUser)
        {
            Config = Last(layers, layer => layer.Config) is { } config ? Fill(config) : null,
            UserIsUsual = user is null,
            PortIsUsual = port is null,
        })
        {
            Variables = variables,
            Board = Last(layers, layer => layer.Board),
            Groups = groups,
            Site = device.Site,
            Tags = device.Tags,
            Secrets = Secrets(layers, Fill, name),
        };
    }

    private ValueMap<string, PlainValue> Variables(string name, int? number, List<InventoryLayer> layers, string entry)
    {
        var raw = ValueMap<string, PlainValue>.Empty.With("name", new PlainValue.Text(name));
        if (number is { } n)
            raw = raw.With("number", new PlainValue.Text(n.ToString(CultureInfo.InvariantCulture)));
        foreach (var (key, value) in layers.SelectMany(layer => layer.Variables))
            raw = raw.With(key, value);
        var filled = new VariableFilling(raw);
        var variables = raw.Select(one => KeyValuePair.Create(one.Key, filled.Of(one.Key))).ToValueMap();
        foreach (var (key, problem) in filled.Problems)
            Tell($"{problem} ({name})", null, Place(key, entry));
        foreach (var (key, type) in inventory.Types)
        {
            if (variables.TryGetValue(key, out var value) && !filled.Problems.ContainsKey(key) && type.Check(value) is { } wrong)
                Tell($"{key}: {wrong} ({name})", $"types say that it is {type}", Place(key, entry));
        }
        return variables;
    }

    private ValueMap<string, SecretSource> Secrets(List<InventoryLayer> layers, Func<string, string[], string> fill, string name)
    {
        var secrets = ValueMap<string, SecretSource>.Empty;
        foreach (var (secret, source) in layers.SelectMany(layer => layer.Secrets))
        {
            if (source.Count != 1)
                Tell(
                    $"the secret {secret} of {name} has {source.Count} sources", "one of age, gpg, file, environment, command",
                    "secrets", secret);
            else
                secrets = secrets.With(secret, source.Map(text => fill(text, [])));
        }
        return secrets;
    }

    private void CheckNames()
    {
        foreach (var (entry, device) in inventory.Devices)
        {
            foreach (var group in device.Groups.Where(group => !inventory.Groups.ContainsKey(group)))
                Tell($"there is no group {group}", Known(inventory.Groups.Keys), "devices", entry, "groups", group);
            if (device.Site is { } site && !inventory.Sites.ContainsKey(site))
                Tell($"there is no site {site}", Known(inventory.Sites.Keys), "devices", entry, "site");
        }
    }

    private void CheckPatterns(IReadOnlyList<string> names)
    {
        foreach (var (group, members) in inventory.Groups)
        {
            foreach (var pattern in members.Devices.Where(pattern => !names.Any(name => Matches(pattern, name))))
                Tell($"no device matches {pattern}", null, "groups", group, "devices", pattern);
        }
    }

    private void CheckAddresses(IEnumerable<(FleetDevice Device, string Entry)> devices)
    {
        foreach (var same in devices.GroupBy(one => (one.Device.Device.Address, one.Device.Device.Port)).Where(same => same.Count() > 1))
            Tell(
                $"{string.Join(" and ", same.Take(5).Select(one => one.Device.Name))} have the same address: "
                    + $"{same.Key.Address} port {same.Key.Port}",
                "a device is listed once", "devices", same.ElementAt(1).Entry, "address");
    }

    private static bool Matches(string pattern, string name) => HostRange.Expand(pattern)
        .Any(one => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(one.Name, name, ignoreCase: false));

    private static string Known(IEnumerable<string> names) => $"there are {string.Join(", ", names.DefaultIfEmpty("none"))}";

    private static T? Last<T>(List<InventoryLayer> layers, Func<InventoryLayer, T?> value) =>
        layers.Select(value).LastOrDefault(one => one is not null);

    /// <summary>Where a variable got its value for a device: its own entry, or else where the inventory has it for all.</summary>
    private string[] Place(string variable, string entry) => inventory.Devices[entry].Variables.ContainsKey(variable)
        ? ["devices", entry, "variables", variable]
        : inventory.Variables.ContainsKey(variable) ? ["variables", variable] : ["devices", entry];

    private void Tell(string message, string? hint, params string[] words) => problems.Add(places.Problem(message, hint, words));
}
