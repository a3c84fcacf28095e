using Router.Documents;

namespace Router.Features.Leds;

/// <summary><c>system leds NAME</c>: what makes a lamp of the machine shine, by the kernel's name of it.</summary>
public sealed record LedConfig
{
    public LedTrigger Trigger { get; init; }

    /// <summary>Of <see cref="LedTrigger.Netdev"/>.</summary>
    public string? Interface { get; init; }

    /// <summary>Of <see cref="LedTrigger.Netdev"/>; empty: all of it.</summary>
    public ValueList<LedMode> Mode { get; init; } = [];
}

/// <summary>As the kernel calls them (Documentation/leds, drivers/leds/trigger).</summary>
public enum LedTrigger
{
    None,
    DefaultOn,
    Heartbeat,
    Timer,
    Activity,
    Disk,
    Netdev,
}

/// <summary>What of an interface a lamp shows.</summary>
public enum LedMode
{
    Link,
    Tx,
    Rx,
}
