using Router.Fleet.Push;

namespace Router.Ctl.Push;

/// <summary>What became of devices, in the words of a person.</summary>
internal static class OutcomeWords
{
    public static string Of(DeviceOutcome outcome) => outcome switch
    {
        DeviceOutcome.Unproven => "not proven",
        DeviceOutcome.CutOff => "cut off",
        DeviceOutcome.Returned => "went back",
        DeviceOutcome.RolledBack => "rolled back",
        DeviceOutcome.HostKey => "host key refused",
        DeviceOutcome.Login => "login refused",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    /// <summary>How many fared how.</summary>
    public static string Sum(IReadOnlyList<DeviceReport> reports)
    {
        var counts = reports.GroupBy(report => report.Outcome).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {Of(group.Key)}");
        return $"{(reports.Count == 1 ? "1 device" : $"{reports.Count} devices")}: {string.Join(", ", counts)}";
    }
}
