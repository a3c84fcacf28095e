using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowUplinks), "show-uplinks")]
public abstract partial record Request
{
    public sealed record ShowUplinks() : Request(Role.View);
}

[JsonDerivedType(typeof(Uplinks), "uplinks")]
public abstract partial record Response
{
    public sealed record Uplinks([property: JsonPropertyName("uplinks")] IReadOnlyList<UplinkStatus> Items) : Response;
}

/// <summary>
/// A line to the outside. <paramref name="Device"/>: the kernel's name; null: its port is not there. <paramref name="State"/>: <c>good</c>,
/// <c>down</c>, <c>waiting</c>. <paramref name="Taken"/>: new connections go by it; <paramref name="Why"/> explains the state.
/// </summary>
public sealed record UplinkStatus(
    string Name, string Interface, string? Device, string State, DateTimeOffset? Since, string Why, bool Taken)
{
    /// <summary>It is taken though it is not good: none is better.</summary>
    public bool LastResort { get; init; }

    public int Priority { get; init; }

    public int Weight { get; init; }

    /// <summary>One of each family that it leads in; empty text: without an address.</summary>
    public IReadOnlyList<string> Gateways { get; init; } = [];

    public IReadOnlyList<UplinkProbeStatus> Probes { get; init; } = [];
}

/// <summary>Of the last ten times that it was asked. <paramref name="DelayMilliseconds"/> on average; null: it answered none.</summary>
public sealed record UplinkProbeStatus(string Target, int LossPercent, double? DelayMilliseconds);
