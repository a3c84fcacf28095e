using System.Text.Json.Serialization;
using Router.Documents;

namespace Router.Fleet.Push;

/// <summary>What became of one device that was pushed to.</summary>
public sealed record PushReport(string Device, DeviceOutcome Outcome, string Detail) : DeviceReport(Device, Outcome, Detail)
{
    /// <summary>The number under which the device keeps the configuration.</summary>
    public int? Generation { get; init; }

    /// <summary>Steps that the device took, or would take.</summary>
    public int Steps { get; init; }

    /// <summary>Established sessions that it ends, as the device forecasts.</summary>
    public int Ends { get; init; }

    /// <summary>When it goes back by itself at the latest.</summary>
    public DateTimeOffset? ReturnsAt { get; init; }

    public ValueList<Problem> Problems { get; init; } = [];

    /// <summary>What the device took but thinks is probably not meant: LINE:COLUMN: PATH: message.</summary>
    public ValueList<string> Notes { get; init; } = [];

    /// <summary>The document that it ran before; null: it was not asked.</summary>
    [JsonIgnore]
    public string? Before { get; init; }

    /// <summary>The number under which the device keeps that; null: it was not asked, or that was not confirmed.</summary>
    [JsonIgnore]
    public int? BeforeGeneration { get; init; }
}
