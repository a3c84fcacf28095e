using System.Text.Json.Serialization;

namespace Router.Fleet.Push;

/// <summary>What became of one device.</summary>
public abstract record DeviceReport(string Device, DeviceOutcome Outcome, string Detail)
{
    public double Seconds { get; init; }

    /// <summary>It is as it was to be.</summary>
    [JsonIgnore]
    public bool Good => Outcome is DeviceOutcome.Unchanged or DeviceOutcome.Applied or DeviceOutcome.Forecast or DeviceOutcome.Kept
        or DeviceOutcome.Written;

    /// <summary>Why there was no connection.</summary>
    internal static DeviceOutcome OutcomeOf(ConnectFailure kind) => kind switch
    {
        ConnectFailure.HostKey => DeviceOutcome.HostKey,
        ConnectFailure.Login => DeviceOutcome.Login,
        _ => DeviceOutcome.Unreachable,
    };
}
