using System.Globalization;
using Router.Core.State;
using Router.Documents.Shapes;

namespace Router.Features.Shaping;

internal static class ShapingShape
{
    private const int LeastOverhead = -64, MostOverhead = 256, BitsInByte = 8;
    private const long LeastBits = 64_000, MostBits = 100_000_000_000;

    private static readonly (string Unit, long Bits)[] Units = [("kbit", 1000), ("Mbit", 1_000_000), ("Gbit", 1_000_000_000)];

    /// <summary>What tc-cake(8) takes for these lines; of ADSL and VDSL that with PPPoE, which is the largest.</summary>
    private static readonly (LineOverhead Value, string Help)[] Lines =
    [
        (new(48, CakeCells.Atm, Word: "adsl"), "48 bytes, in cells of ATM"),
        (new(30, CakeCells.Ptm, Word: "vdsl"), "PPPoE on VDSL2: 30 bytes, in cells of PTM"),
        (new(18, SmallestFrame: 64, Word: "docsis"), "cable: 18 bytes, frames of 64 and more"),
        (new(38, SmallestFrame: 84, Word: "ethernet"), "Ethernet to the other end, with the gap between frames: 38 bytes, 84 and more"),
    ];

    private static readonly ScalarShape<long> Rate = new("rate", ParseRate, CakeText.Rate)
    {
        ExampleText = "38Mbit",
        Pattern = "^[0-9]+(kbit|Mbit|Gbit)$",
    };

    private static readonly ScalarShape<LineOverhead> Overhead = new(
        "overhead",
        ParseOverhead,
        overhead => overhead.Word ?? overhead.Bytes.ToString(CultureInfo.InvariantCulture))
    {
        Unit = "bytes",
        ExampleText = "44",
        Pattern = "^-?[0-9]+$",
        Keywords = [.. Lines.Select(line => new Keyword(line.Value.Word!, line.Help))],
    };

    private static readonly ScalarShape<ShapingFairness> Fairness = Scalars.Choice(
        "fairness",
        ("host", ShapingFairness.Host, "each host inside has its share, whatever number of connections it has"),
        ("flow", ShapingFairness.Flow, "each connection has its share"));

    private static readonly ScalarShape<CakeTins> Diffserv = Scalars.Choice(
        "classes",
        ("diffserv3", CakeTins.Three, "bulk, best effort, voice"),
        ("diffserv4", CakeTins.Four, "bulk, best effort, video, voice"),
        ("diffserv8", CakeTins.Eight, "eight classes"),
        ("none", CakeTins.One, "all packets are alike, whatever their marks say"));

    public static readonly RecordShape<ShapingConfig> Shape = new RecordShape<ShapingConfig>(
            "shaping",
            "The pace of a line: a little below its own (95 %), so that packets wait here, where nobody waits for others.",
            () => new())
        .WithValue("up", Rate, s => s.Up, (s, v) => s with { Up = v }, "What leaves, at most.")
        .WithValue("down", Rate, s => s.Down, (s, v) => s with { Down = v }, "What arrives, at most; senders slow down to it.")
        .With("overhead", Overhead, s => s.Overhead, (s, v) => s with { Overhead = v },
            "Bytes that the line adds to each packet, by number or by the kind of line; without it what the kernel counts.")
        .WithValue("fair", Fairness, s => s.Fair, (s, v) => s with { Fair = v }, "Who shares alike.")
        .WithValue("diffserv", Diffserv, s => s.Diffserv, (s, v) => s with { Diffserv = v },
            "Classes by the DSCP of packets: voice first, bulk last, none of them without a share.");

    private static string? ParseRate(string text, out long value)
    {
        value = 0;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = Array.Find(Units, unit => unit.Unit == text[digits..]);
        if (unit.Unit is null || !long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return "is not a rate: a number and kbit, Mbit or Gbit (a second)";
        if (count > MostBits / unit.Bits || count * unit.Bits < LeastBits)
            return "is not a rate from 64kbit to 100Gbit";
        value = count * unit.Bits / BitsInByte;
        return null;
    }

    private static string? ParseOverhead(string text, out LineOverhead value)
    {
        if (Array.Find(Lines, line => line.Value.Word == text).Value is { } known)
        {
            value = known;
            return null;
        }
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bytes);
        value = new LineOverhead(bytes);
        return isNumber && bytes is >= LeastOverhead and <= MostOverhead
            ? null
            : $"is neither a number of bytes from {LeastOverhead} to {MostOverhead} nor one of "
                + string.Join(", ", Lines.Select(line => line.Value.Word));
    }
}
