using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Fleet.Inventories;

/// <summary>A device with all its layers put together and its variables filled in.</summary>
public sealed record FleetDevice(Device Device)
{
    public string Name => Device.Name;

    public ValueMap<string, PlainValue> Variables { get; init; } = ValueMap<string, PlainValue>.Empty;

    /// <summary>Null: its ports are not known.</summary>
    public string? Board { get; init; }

    public ValueList<string> Groups { get; init; } = [];

    public string? Site { get; init; }

    public ValueList<string> Tags { get; init; } = [];

    public ValueMap<string, SecretSource> Secrets { get; init; } = ValueMap<string, SecretSource>.Empty;
}
