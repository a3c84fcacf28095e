using Router.Core.Uplinks;
using Router.Documents;

namespace Router.Daemon.Uplinks;

/// <summary>An uplink of the running document at one moment. <paramref name="Settings"/> null: its port is not there.</summary>
internal sealed record UplinkReport(string Name, string Interface, UplinkSettings? Settings)
{
    public UplinkPath Path { get; init; } = UplinkPath.None;

    public bool IsGood { get; init; }

    /// <summary>Since the machine started.</summary>
    public TimeSpan Since { get; init; }

    public string Why { get; init; } = "";

    public bool Taken { get; init; }

    public ValueList<ProbeQuality> Quality { get; init; } = [];
}
