namespace Router.Core.State;

/// <summary>
/// What this daemon does to the pace of a link. <paramref name="Leaving"/>: the queue at its end; null: the kernel's own.
/// <paramref name="Redirect"/>: the link whose queue packets take that arrive, before anything else sees them; null: none.
/// </summary>
public sealed record LinkShaping(string Link, CakeQueue? Leaving, string? Redirect)
{
    /// <summary>
    /// Somebody else's queueing discipline at the end of the link (<c>htb</c>), which stays; null: none. Nobody wants one.
    /// </summary>
    public string? Foreign { get; init; }
}

/// <summary>
/// CAKE (tc-cake(8)). <paramref name="Rate"/> in bytes a second, 1 and more. Two are equal where the kernel does the same.
/// </summary>
public sealed record CakeQueue(long Rate)
{
    public CakeTins Tins { get; init; } = CakeTins.Three;

    public CakeFairness Fairness { get; init; } = CakeFairness.Sources;

    /// <summary>Bytes of a frame beside the IP packet, -64 to 256; null: the frame as the kernel counts it.</summary>
    public int? Overhead { get; init; }

    public CakeCells Cells { get; init; }

    /// <summary>Bytes of the smallest frame on the line, 0 to 256.</summary>
    public int SmallestFrame { get; init; }

    /// <summary>It stands behind the line: what it drops has crossed it already, and counts.</summary>
    public bool Arriving { get; init; }

    public override string ToString() =>
        $"cake {CakeText.Rate(Rate)} {CakeText.Words(Tins)} {CakeText.Words(Fairness)}"
        + (Overhead is { } overhead ? $" overhead {overhead}{CakeText.Words(Cells)}" : "")
        + (SmallestFrame > 0 ? $" mpu {SmallestFrame}" : "")
        + (Arriving ? " arriving" : "");
}

/// <summary>Classes by the DSCP of packets, as the kernel numbers them (linux/pkt_sched.h, CAKE_DIFFSERV_*).</summary>
public enum CakeTins
{
    Three = 0,
    Four = 1,
    Eight = 2,
    One = 3,
}

/// <summary>Who shares alike, as the kernel numbers them (CAKE_FLOW_*). All but flows see through the router's own translation.</summary>
public enum CakeFairness
{
    Flows = 4,

    /// <summary>Hosts that packets come from, and the flows of each.</summary>
    Sources = 5,

    /// <summary>Hosts that packets go to, and the flows of each.</summary>
    Destinations = 6,
}

/// <summary>What frames are cut into on the line, as the kernel numbers them (CAKE_ATM_*).</summary>
public enum CakeCells
{
    None = 0,

    /// <summary>ATM: 48 of 53 bytes.</summary>
    Atm = 1,

    /// <summary>PTM of VDSL2: 64 of 65 bytes.</summary>
    Ptm = 2,
}
