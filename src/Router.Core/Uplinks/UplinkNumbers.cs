namespace Router.Core.Uplinks;

/// <summary>
/// Numbers that follow from an uplink's name, so that they stay the same whatever else a document says. Tables of the document end at 252.
/// </summary>
public static class UplinkNumbers
{
    private const uint Lines = 0x1_0000, Outward = 0x2_0000, Low = 0xFFFF;

    /// <summary>16 bits of FNV-1a. Two names may have the same, rarely: a check refuses them.</summary>
    public static uint Of(string name)
    {
        var hash = 2166136261u;
        foreach (var c in name)
            hash = (hash ^ c) * 16777619u;
        return (hash >> 16) ^ (hash & Low);
    }

    /// <summary>The table that leads by the line for certain: probes, and answers to what came in by it.</summary>
    public static uint LineTable(uint number) => Lines | number;

    /// <summary>The table that leads by the line while it is good: what went out by it, and what rules pin to it.</summary>
    public static uint OutwardTable(uint number) => Outward | number;

    public static bool IsLineTable(uint table) => (table & ~Low) == Lines;
}
