using Router.Documents;

namespace Router.Features.Interfaces.Ethernet;

/// <summary><c>interfaces NAME ethernet</c>: what the hardware of its ports does. Null: as the driver has it.</summary>
public sealed record EthernetConfig
{
    /// <summary>Mbit/s.</summary>
    public int? Speed { get; init; }

    public Duplex? Duplex { get; init; }

    /// <summary>False: the speed is what is said, whatever the other end says.</summary>
    public bool? Autonegotiation { get; init; }

    public PauseFrames? Pause { get; init; }

    public RingConfig Rings { get; init; } = new();

    /// <summary>By the words of <see cref="EthernetShape"/>.</summary>
    public ValueMap<string, bool> Offloads { get; init; } = ValueMap<string, bool>.Empty;

    public WakeOnLan? Wake { get; init; }
}

/// <summary><c>interfaces NAME ethernet rings</c>: packets that wait between hardware and kernel.</summary>
public sealed record RingConfig
{
    public int? Rx { get; init; }

    public int? Tx { get; init; }
}

public enum Duplex
{
    Full,
    Half,
}

/// <summary>IEEE 802.3 annex 31B: who may ask the other end to wait.</summary>
public enum PauseFrames
{
    Auto,
    Off,
    Rx,
    Tx,
    Both,
}

public enum WakeOnLan
{
    Off,

    /// <summary>A frame with the port's address sixteen times.</summary>
    Magic,
}
