using Router.Fleet.Push;

namespace Router.Fleet.Upgrades;

/// <summary>What became of one device that was upgraded. Sizes are bytes.</summary>
public sealed record UpgradeReport(string Device, DeviceOutcome Outcome, string Detail) : DeviceReport(Device, Outcome, Detail)
{
    /// <summary>Where the release is; null: nowhere.</summary>
    public string? Slot { get; init; }

    /// <summary>What was sent of the data.</summary>
    public long Sent { get; init; }

    /// <summary>The data of the bundle.</summary>
    public long Size { get; init; }

    /// <summary>Why it was not kept, or what it waits for.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}
