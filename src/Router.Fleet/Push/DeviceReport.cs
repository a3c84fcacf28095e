using System.Text.Json.Serialization;
using Router.Documents;

namespace Router.Fleet.Push;

[JsonConverter(typeof(OutcomeConverter))]
public enum PushOutcome
{
    /// <summary>It ran this configuration already.</summary>
    Unchanged,

    /// <summary>It runs the new configuration, confirmed over a new connection and read back.</summary>
    Applied,

    /// <summary>It did not take the configuration, and runs what it ran.</summary>
    Refused,

    /// <summary>It took the configuration and could not be reached any more: it goes back by itself.</summary>
    CutOff,

    /// <summary>As cut off, and it was reached again and runs the old configuration.</summary>
    Returned,

    /// <summary>Nothing answered; nothing was sent.</summary>
    Unreachable,

    /// <summary>The host key is not the known one; nothing was sent.</summary>
    HostKey,

    /// <summary>It lets nobody in with these keys; nothing was sent.</summary>
    Login,

    /// <summary>It answered what nobody understands, or the connection broke at a bad moment.</summary>
    Failed,

    /// <summary>The push was interrupted before this device was done.</summary>
    Interrupted,
}

/// <summary>What became of one device. Times in seconds.</summary>
public sealed record DeviceReport(string Device, PushOutcome Outcome, string Detail)
{
    /// <summary>The number under which the device keeps the configuration.</summary>
    public int? Generation { get; init; }

    /// <summary>Steps that the device took.</summary>
    public int Steps { get; init; }

    /// <summary>When it goes back by itself at the latest.</summary>
    public DateTimeOffset? ReturnsAt { get; init; }

    public ValueList<Problem> Problems { get; init; } = [];

    /// <summary>What the device took but thinks is probably not meant: LINE:COLUMN: PATH: message.</summary>
    public ValueList<string> Notes { get; init; } = [];

    public double Seconds { get; init; }

    /// <summary>The device runs the configuration that it was to run.</summary>
    [JsonIgnore]
    public bool Good => Outcome is PushOutcome.Unchanged or PushOutcome.Applied;
}

/// <summary>As words: <c>cut-off</c>.</summary>
public sealed class OutcomeConverter() : JsonStringEnumConverter<PushOutcome>(System.Text.Json.JsonNamingPolicy.KebabCaseLower);
