using System.Globalization;
using Router.Core.State;
using Router.Wire.Netlink.Ethtool;

namespace Router.Linux.Tunings;

/// <summary>
/// Speed and duplex of a port as words: <c>auto</c> (all that it can), <c>auto 1000 full</c> (of what it can, that alone), <c>fixed 100
/// half</c> (without asking), or <c>modes 0,1,5</c> as they were found.
/// </summary>
internal static class LinkModes
{
    private const string Modes = "modes";

    /// <summary>ETHTOOL_LINK_MODE_* of linux/ethtool.h by speed in Mbit/s and duplex, up to 40 Gbit/s.</summary>
    private static readonly (uint Speed, bool Full, int[] Numbers)[] Known =
    [
        (10, false, [0]), (10, true, [1]), (100, false, [2]), (100, true, [3]), (1000, false, [4]), (1000, true, [5, 17, 41]),
        (2500, true, [15, 47]), (5000, true, [48]), (10_000, true, [12, 18, 19, 20, 42, 43, 44, 45, 46]), (20_000, true, [21, 22]),
        (25_000, true, [31, 32, 33]), (40_000, true, [23, 24, 25, 26]),
    ];

    public static string Words(EthtoolModes modes)
    {
        if (!modes.Negotiated)
            return TuningWords.Fixed((int)(modes.Speed ?? 0), modes.FullDuplex);
        var (said, can) = (OfSpeeds(modes.Advertised), OfSpeeds(modes.Supported));
        if (said.SequenceEqual(can))
            return TuningWords.Auto;
        foreach (var (speed, full, numbers) in Known)
        {
            if (said.Count > 0 && said.SequenceEqual(can.Intersect(numbers)))
                return TuningWords.Negotiated((int)speed, full);
        }
        return $"{Modes} {string.Join(',', said)}";
    }

    /// <summary>The modes of speeds that are to be said; those of the port that are of none are left as they are.</summary>
    /// <returns>Null: it cannot do what is asked.</returns>
    public static IReadOnlyList<int>? Advertised(string words, EthtoolModes modes)
    {
        var can = OfSpeeds(modes.Supported);
        if (words == TuningWords.Auto)
            return can;
        IReadOnlyList<int> said = words.Split(' ') switch
        {
            [Modes, var numbers] => [.. numbers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number)],
            [TuningWords.Auto, var speed, var duplex] =>
                [.. Known.Where(k => k.Speed == Number(speed) && k.Full == (duplex == TuningWords.Full)).SelectMany(k => k.Numbers)],
            _ => [],
        };
        return can.Intersect(said).ToList() is { Count: > 0 } found ? found : null;
    }

    /// <summary>Those that are of a speed: the others are of plugs, pauses and error correction.</summary>
    public static IReadOnlyList<int> OfSpeeds(IReadOnlyList<int> modes) =>
        [.. modes.Where(mode => Known.Any(known => known.Numbers.Contains(mode))).Order()];

    public static (uint Speed, bool Full)? Fixed(string words) =>
        words.Split(' ') is [TuningWords.FixedWord, var speed, var duplex] ? ((uint)Number(speed), duplex == TuningWords.Full) : null;

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
