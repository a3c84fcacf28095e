using Router.Core.Shapes;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Fleet.Inventories;

/// <summary>A fleet: its devices by name, and what they share. Paths are relative to the inventory's folder.</summary>
public sealed record Inventory
{
    public ValueMap<string, InventoryDevice> Devices { get; init; } = ValueMap<string, InventoryDevice>.Empty;

    /// <summary>The configuration of every device that names none.</summary>
    public string? Config { get; init; }

    public string User { get; init; } = "admin";

    public int Port { get; init; } = 22;

    /// <summary>For every device; its own come first.</summary>
    public ValueMap<string, string> Variables { get; init; } = ValueMap<string, string>.Empty;

    /// <summary>Never throws on bytes.</summary>
    public static (Inventory? Inventory, ValueList<Problem> Problems) Read(ReadOnlyMemory<byte> utf8) =>
        ShapeReader.Read(utf8, InventoryShape.Shape, OtherProducts.Keys);

    /// <summary>
    /// The device of that name with everything filled in (<c>${name}</c> is a variable too); null: there is none.
    /// </summary>
    public Device? Find(string name)
    {
        if (!Devices.TryGetValue(name, out var device))
            return null;
        var variables = ValueMap<string, string>.Empty.With("name", name);
        foreach (var (key, value) in Variables.Concat(device.Variables))
            variables = variables.With(key, value);
        return new Device(name, HostName.Canonical(device.Address), device.Port ?? Port, device.User ?? User)
        {
            Config = device.Config ?? Config,
            Variables = variables,
        };
    }
}

/// <summary><c>devices NAME</c>. What is null is taken from the inventory.</summary>
public sealed record InventoryDevice
{
    public string Address { get; init; } = "";

    public int? Port { get; init; }

    public string? User { get; init; }

    public string? Config { get; init; }

    public ValueMap<string, string> Variables { get; init; } = ValueMap<string, string>.Empty;
}

internal static class InventoryShape
{
    private static readonly ScalarShape<string> Name = Scalars.Text("name", "oslo", check: text =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && text[0] != '-'
            ? null
            : "is not a name: letters, digits, '-', '_', '.'");

    private static readonly ScalarShape<string> Variable = Scalars.Text("variable", "wan", check: text =>
        Template.IsName(text) ? null : "is not a variable: letters, digits, '-', '_'");

    private static readonly ScalarShape<string> Host = Scalars.Text("host", "192.0.2.10", check: text =>
        Device.IsHost(text) ? null : "is neither a host name nor an address");

    private static readonly ScalarShape<int> Port = Scalars.Number(1, 65535, example: "22");

    private static readonly ScalarShape<string> User = Scalars.Text("user", "admin");

    private static readonly ScalarShape<string> File = Scalars.Text("file", "branch.yaml");

    private static readonly MapShape<string, string> Variables = new(Variable, Scalars.Text("value", "192.0.2.1/24"));

    private static readonly RecordShape<InventoryDevice> Entry =
        new RecordShape<InventoryDevice>("device", "A router of the fleet.", () => new())
            .With("address", Host, d => d.Address, (d, v) => d with { Address = v }, "Where it is reached.", required: true)
            .WithValue("port", Port, d => d.Port, (d, v) => d with { Port = v }, "TCP port of its SSH.")
            .With("user", User, d => d.User, (d, v) => d with { User = v }, "Who logs in; the role has to be admin.")
            .With("config", File, d => d.Config, (d, v) => d with { Config = v }, "Its own configuration.")
            .With("variables", Variables, d => d.Variables, (d, v) => d with { Variables = v }, "Replace ${NAME} in the configuration.");

    public static readonly RecordShape<Inventory> Shape = new RecordShape<Inventory>("inventory", "A fleet of routers.", () => new())
        .With("config", File, i => i.Config, (i, v) => i with { Config = v }, "The configuration of every device that names none.")
        .With("user", User, i => i.User, (i, v) => i with { User = v }, "Who logs in.")
        .WithValue("port", Port, i => i.Port, (i, v) => i with { Port = v }, "TCP port of SSH.")
        .With("variables", Variables, i => i.Variables, (i, v) => i with { Variables = v }, "For every device; its own come first.")
        .With(
            "devices", new MapShape<string, InventoryDevice>(Name, Entry), i => i.Devices,
            (i, v) => i with { Devices = v }, "The routers by name.", required: true);
}
