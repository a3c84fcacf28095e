using Router.Api.Controllers;

namespace Router.Controller.Devices;

/// <summary>What is known of a device, see <see cref="DeviceStanding"/>.</summary>
[GenerateSerializer]
internal sealed record Standing
{
    [Id(0)]
    public required string State { get; init; }

    [Id(1)]
    public long Revision { get; init; }

    [Id(2)]
    public string Detail { get; init; } = "";

    [Id(3)]
    public DateTimeOffset? Seen { get; init; }

    [Id(4)]
    public DateTimeOffset? Stated { get; init; }

    /// <summary>Its last statement, as it was signed.</summary>
    [Id(5)]
    public string? Text { get; init; }

    [Id(6)]
    public string? Rollout { get; init; }

    public const string Same = "same", Pending = "pending", Failed = "failed", Differs = "differs", Unassigned = "unassigned",
        Unknown = "unknown", NoCertificate = "no-certificate";
}
