using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Fleet.Push;

/// <summary>What became of a device, of whatever was done with it.</summary>
[JsonConverter(typeof(DeviceOutcomeConverter))]
public enum DeviceOutcome
{
    /// <summary>It ran this configuration already.</summary>
    Unchanged,

    /// <summary>It runs the new configuration, confirmed over a new connection and read back; in a fleet it has signed that.</summary>
    Applied,

    /// <summary>It would take the configuration; nothing was changed.</summary>
    Forecast,

    /// <summary>It runs the release, which was as good as the one before in all that it looks at, and keeps it.</summary>
    Kept,

    /// <summary>It has the release and tries it at its next start; nobody waited for that.</summary>
    Written,

    /// <summary>It ran the new configuration, others failed, and it runs the old one again.</summary>
    RolledBack,

    /// <summary>It did not take it, and runs what it ran.</summary>
    Refused,

    /// <summary>It does not prove what it runs: it signed no statement that can be believed.</summary>
    Unproven,

    /// <summary>It took the configuration and could not be reached any more: it goes back by itself.</summary>
    CutOff,

    /// <summary>It took it and does not run it: it went back by itself.</summary>
    Returned,

    /// <summary>It was worse with the new configuration, which was taken back.</summary>
    Unhealthy,

    /// <summary>It restarted to try the release, and was not reached in time, or has not decided.</summary>
    Undecided,

    /// <summary>Somebody else is at it; nothing was sent.</summary>
    Busy,

    /// <summary>Nothing answered; nothing was sent.</summary>
    Unreachable,

    /// <summary>The host key is not the known one; nothing was sent.</summary>
    HostKey,

    /// <summary>It lets nobody in with these keys; nothing was sent.</summary>
    Login,

    /// <summary>It answered what nobody understands, or the connection broke at a bad moment.</summary>
    Failed,

    /// <summary>Too many others had failed before it was begun.</summary>
    Skipped,

    /// <summary>It was interrupted before this device was done.</summary>
    Interrupted,
}

/// <summary>As words: <c>cut-off</c>.</summary>
public sealed class DeviceOutcomeConverter() : JsonStringEnumConverter<DeviceOutcome>(JsonNamingPolicy.KebabCaseLower);
