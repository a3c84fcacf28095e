using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowShaping), "show-shaping")]
public abstract partial record Request
{
    public sealed record ShowShaping() : Request(Role.View);
}

[JsonDerivedType(typeof(Shaping), "shaping")]
public abstract partial record Response
{
    public sealed record Shaping([property: JsonPropertyName("shaping")] IReadOnlyList<ShapingStatus> Items) : Response;
}

/// <summary>
/// One direction of an interface. <paramref name="Device"/>: the link whose queue it is; null: it is not there.
/// <paramref name="Direction"/>: <c>up</c> or <c>down</c>. <paramref name="Rate"/> in bits a second, as the document says it.
/// <paramref name="State"/>: <c>shaped</c>, or why it is not.
/// </summary>
public sealed record ShapingStatus(string Interface, string? Device, string Direction, long Rate, string State)
{
    public ulong SentBytes { get; init; }

    public ulong SentPackets { get; init; }

    public ulong DroppedPackets { get; init; }

    /// <summary>Waiting now.</summary>
    public ulong BacklogBytes { get; init; }

    public IReadOnlyList<ShapingTinStatus> Tins { get; init; } = [];
}

/// <summary>
/// A class of packets. <paramref name="Threshold"/> in bits a second: what sends more comes behind the others. Delays in milliseconds, of
/// packets that left lately; <paramref name="BaseDelay"/> is that of flows that send little.
/// </summary>
public sealed record ShapingTinStatus(string Name, long Threshold, ulong SentBytes, ulong SentPackets, ulong DroppedPackets)
{
    /// <summary>Told to slow down by a mark (ECN), and not by a drop.</summary>
    public ulong MarkedPackets { get; init; }

    public ulong BacklogBytes { get; init; }

    public double PeakDelay { get; init; }

    public double AverageDelay { get; init; }

    public double BaseDelay { get; init; }
}
