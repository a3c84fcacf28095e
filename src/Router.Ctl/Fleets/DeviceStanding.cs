using System.Text.Json.Serialization;
using Router.Api.Contract;
using Router.Fleet.Statements;

namespace Router.Ctl.Fleets;

/// <summary>What is known of a device.</summary>
/// <param name="Device">Its name.</param>
/// <param name="Runs">What it runs beside what it is to run, by its last statement.</param>
/// <param name="Reachable">It answered now.</param>
/// <param name="Old">The statement is not of now.</param>
/// <param name="Heard">When its last statement was heard; null: never.</param>
/// <param name="AgeSeconds">How long ago that is.</param>
/// <param name="Statement">What it said last; null: nothing.</param>
/// <param name="Trouble">Why it was not heard, is not believed, or has no document; null: nothing is wrong.</param>
internal sealed record DeviceStanding(
    string Device, RunState Runs, bool Reachable, bool Old, DateTimeOffset? Heard, long? AgeSeconds, DeviceStatement? Statement,
    string? Trouble);

[JsonSerializable(typeof(IReadOnlyList<DeviceStanding>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class FleetStatusJson : JsonSerializerContext;
