namespace Router.Fleet.Upgrades;

public sealed record UpgradeSettings
{
    /// <summary>Also a release that is older than what a device runs.</summary>
    public bool Older { get; init; }

    /// <summary>A device restarts at once, and tries the release.</summary>
    public bool Restart { get; init; } = true;

    /// <summary>After the restart, stay until a device says whether it keeps the release.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>Keep all others off a device meanwhile, under this name; null: nobody is kept off. Its restart ends it.</summary>
    public string? Lock { get; init; }

    /// <summary>For a device to look what it has, and to verify what it wrote.</summary>
    public TimeSpan WorkWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From the restart to the decision: two boots and a trial.</summary>
    public TimeSpan DecidedWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Between two tries to reach a device that restarts.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(3);
}

/// <summary>Hears how far devices are, from any thread.</summary>
public interface IUpgradeWatch
{
    void Sends(string device, long sent, long wanted);

    void Restarts(string device, string slot);
}
