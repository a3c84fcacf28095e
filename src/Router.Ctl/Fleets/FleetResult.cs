using System.Text.Json.Serialization;
using Router.Fleet.Push;

namespace Router.Ctl.Fleets;

/// <summary>A push to a fleet, as a whole.</summary>
/// <param name="Id">Of its journal; null: a dry run has none.</param>
/// <param name="By">Who pushed.</param>
/// <param name="Started">When.</param>
/// <param name="Halted">Why it came to no end; null: it did.</param>
/// <param name="Devices">In the order of the inventory.</param>
internal sealed record FleetResult(string? Id, string By, DateTimeOffset Started, string? Halted, IReadOnlyList<DeviceResult> Devices)
{
    public IReadOnlyList<PushReport> Reports => [.. Devices.Select(device => device.Report)];
}

/// <param name="Report">What became of it.</param>
/// <param name="Changes">The lines that differ between what it ran and what it was to run, as <c>diff -u</c> has them.</param>
internal sealed record DeviceResult(PushReport Report, IReadOnlyList<string> Changes);

/// <summary>What <c>--json</c> prints.</summary>
internal sealed record FleetResultJson(
    string? Id, string By, DateTimeOffset Started, string? Halted, IReadOnlyList<PushReport> Devices)
{
    public static FleetResultJson Of(FleetResult result) =>
        new(result.Id, result.By, result.Started, result.Halted, result.Reports);
}

[JsonSerializable(typeof(FleetResultJson))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class FleetPushJson : JsonSerializerContext;
