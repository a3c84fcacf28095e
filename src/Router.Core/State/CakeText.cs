using System.Diagnostics;

namespace Router.Core.State;

/// <summary>Words of <see cref="CakeQueue"/> for people.</summary>
public static class CakeText
{
    private const int BitsInByte = 8;

    private static readonly (string Unit, long Bits)[] Units = [("Gbit", 1_000_000_000), ("Mbit", 1_000_000), ("kbit", 1000)];

    /// <summary>Bytes a second as <c>38Mbit</c>.</summary>
    public static string Rate(long rate)
    {
        var bits = rate * BitsInByte;
        foreach (var (unit, size) in Units)
        {
            if (bits > 0 && bits % size == 0)
                return $"{bits / size}{unit}";
        }
        return $"{bits}bit";
    }

    public static string Words(CakeTins tins) => tins switch
    {
        CakeTins.Three => "diffserv3",
        CakeTins.Four => "diffserv4",
        CakeTins.Eight => "diffserv8",
        CakeTins.One => "besteffort",
        _ => throw new UnreachableException(),
    };

    public static string Words(CakeFairness fairness) => fairness switch
    {
        CakeFairness.Flows => "fair by flow",
        CakeFairness.Sources => "fair by source",
        CakeFairness.Destinations => "fair by destination",
        _ => throw new UnreachableException(),
    };

    /// <summary>With a blank in front; empty: whole frames.</summary>
    public static string Words(CakeCells cells) => cells switch
    {
        CakeCells.None => "",
        CakeCells.Atm => " atm",
        CakeCells.Ptm => " ptm",
        _ => throw new UnreachableException(),
    };

    /// <summary>The kernel's classes in its order, from the one that waits longest.</summary>
    public static IReadOnlyList<string> TinNames(CakeTins tins) => tins switch
    {
        CakeTins.Three => ["bulk", "best effort", "voice"],
        CakeTins.Four => ["bulk", "best effort", "video", "voice"],
        CakeTins.Eight => [.. Enumerable.Range(0, 8).Select(tin => $"class {tin}")],
        _ => ["all"],
    };
}
