using Router.Core.Shapes;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Fleet.Inventories;

/// <summary>
/// What devices have in common, or one has for itself. Layers go over each other: the inventory's own, its groups' in the order of the
/// inventory, the site's, the device's. Null and missing: the layer below says it.
/// </summary>
public record InventoryLayer
{
    /// <summary>The configuration, a template.</summary>
    public string? Config { get; init; }

    public string? User { get; init; }

    public int? Port { get; init; }

    /// <summary>Whose ports the roles of a configuration (<c>@wan</c>) are.</summary>
    public string? Board { get; init; }

    public ValueMap<string, PlainValue> Variables { get; init; } = ValueMap<string, PlainValue>.Empty;

    public ValueMap<string, SecretSource> Secrets { get; init; } = ValueMap<string, SecretSource>.Empty;
}

/// <summary>A fleet: its devices by name, and what they share. Paths are relative to the inventory's folder.</summary>
public sealed record Inventory : InventoryLayer
{
    public const int UsualPort = 22;

    public ValueMap<string, InventoryDevice> Devices { get; init; } = ValueMap<string, InventoryDevice>.Empty;

    public ValueMap<string, InventoryGroup> Groups { get; init; } = ValueMap<string, InventoryGroup>.Empty;

    public ValueMap<string, InventoryLayer> Sites { get; init; } = ValueMap<string, InventoryLayer>.Empty;

    /// <summary>What variables have to be; those that are not named may be anything.</summary>
    public ValueMap<string, VariableType> Types { get; init; } = ValueMap<string, VariableType>.Empty;

    /// <summary>Never throws on bytes.</summary>
    public static (Inventory? Inventory, ValueList<Problem> Problems) Read(ReadOnlyMemory<byte> utf8) =>
        ShapeReader.Read(utf8, InventoryShape.Shape, OtherProducts.Keys);
}

/// <summary><c>groups NAME</c>. Its devices: those that are listed here, by name or pattern, and those that name it.</summary>
public sealed record InventoryGroup : InventoryLayer
{
    public ValueList<string> Devices { get; init; } = [];
}

/// <summary><c>devices NAME</c>, or a range of names.</summary>
public sealed record InventoryDevice : InventoryLayer
{
    public string Address { get; init; } = "";

    public ValueList<string> Groups { get; init; } = [];

    public string? Site { get; init; }

    public ValueList<string> Tags { get; init; } = [];
}
