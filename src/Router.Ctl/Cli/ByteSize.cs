using System.Globalization;

namespace Router.Ctl.Cli;

/// <summary>Numbers of bytes as people write and read them.</summary>
internal static class ByteSize
{
    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary><c>512MiB</c>, <c>2G</c> (both of 1024), <c>2GB</c> (of 1000), or plain bytes.</summary>
    /// <exception cref="Failure">A usage error that names <paramref name="option"/>.</exception>
    public static long Parse(string text, string option)
    {
        var digits = text.Length - text.AsSpan().TrimStart("0123456789").Length;
        var unit = text[digits..].Trim();
        var power = unit.Length == 0 ? 0 : "BKMGT".IndexOf(char.ToUpperInvariant(unit[0]));
        var known = unit.Length < 2 || (power > 0 && unit[1..] is "iB" or "B");
        if (!known || power < 0 || !long.TryParse(text.AsSpan(0, digits), CultureInfo.InvariantCulture, out var number))
            throw Failure.Usage($"{option}: '{text}' is not a size", "write a number with a unit: 512MiB, 2GiB");
        var bytes = number * Math.Pow(unit.EndsWith('B') && !unit.EndsWith("iB", StringComparison.Ordinal) ? 1000 : 1024, power);
        return bytes <= long.MaxValue / 2 ? (long)bytes : throw Failure.Usage($"{option}: {text} is more than any disk has");
    }

    /// <summary><c>1.5 GiB</c>.</summary>
    public static string ToText(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        for (; value >= 1024 && unit < Binary.Length - 1; unit++)
            value /= 1024;
        return $"{value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Binary[unit]}";
    }
}
