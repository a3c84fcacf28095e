using System.Globalization;

namespace Router.Documents.Shapes;

/// <summary>The scalars of no section in particular: text, numbers, switches, choices, sizes and durations.</summary>
public static class Scalars
{
    public static readonly ScalarShape<bool> Switch = new(
        "switch (true or false)",
        (string text, out bool value) =>
        {
            value = text == "true";
            return text is "true" or "false" ? null : "is neither true nor false";
        },
        value => value ? "true" : "false")
    {
        JsonType = "boolean",
        Closed = true,
        Keywords = [new("true", "yes"), new("false", "no")],
    };

    /// <summary>Free text on one line.</summary>
    public static ScalarShape<string> Text(
        string typeName, string? example = null, NameKind? names = null, Func<string, string?>? check = null, string? pattern = null,
        Func<string, string?>? suggest = null) => new(
        typeName,
        (string text, out string value) =>
        {
            value = text;
            return text.AsSpan().ContainsAny('\n', '\r') ? "must be one line" : check?.Invoke(text);
        },
        value => value)
        {
            ExampleText = example,
            Names = names ?? NameKind.None,
            Pattern = pattern,
            Suggest = suggest,
        };

    public static ScalarShape<int> Number(int first, int last, string? unit = null, string? example = null) => new(
        "number",
        (string text, out int value) =>
        {
            var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
            return isNumber && value >= first && value <= last ? null : $"is not a number from {first} to {last}";
        },
        value => value.ToString(CultureInfo.InvariantCulture))
    {
        JsonType = "integer",
        Bounds = (first, last),
        Unit = unit,
        ExampleText = example,
    };

    public static ScalarShape<uint> Metric { get; } = new(
        "number",
        (string text, out uint value) =>
            uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
                ? null
                : $"is not a number from 0 to {uint.MaxValue}",
        value => value.ToString(CultureInfo.InvariantCulture))
    {
        JsonType = "integer",
        Bounds = (0, uint.MaxValue),
        ExampleText = "100",
    };

    /// <summary>One of a few words.</summary>
    public static ScalarShape<T> Choice<T>(string typeName, params (string Word, T Value, string Help)[] words)
        where T : notnull => Choice(null, typeName, words);

    /// <summary>One of a few words, with <paramref name="advice"/> for those of other systems.</summary>
    public static ScalarShape<T> Choice<T>(
        Func<string, string?>? advice, string typeName, params (string Word, T Value, string Help)[] words)
        where T : notnull => new(
        typeName,
        (string text, out T value) =>
        {
            var found = Array.FindIndex(words, w => w.Word == text);
            value = found < 0 ? words[0].Value : words[found].Value;
            return found < 0 ? $"is no {typeName}" : null;
        },
        value => Array.Find(words, w => w.Value.Equals(value)).Word)
        {
            Closed = true,
            Keywords = [.. words.Select(w => new Keyword(w.Word, w.Help))],
            ExampleText = words[0].Word,
            Advice = advice,
        };

    /// <summary>Bytes: <c>1GiB</c> is 2^30, <c>1GB</c> is 10^9.</summary>
    public static readonly ScalarShape<long> Size = new("size", ParseSize, FormatSize)
    {
        Unit = "bytes",
        ExampleText = "1GiB",
        Pattern = "^[0-9]+(B|kB|KB|MB|GB|TB|KiB|MiB|GiB|TiB)?$",
    };

    /// <summary><c>90s</c>, <c>30m</c>, <c>12h</c>, <c>7d</c>.</summary>
    public static readonly ScalarShape<TimeSpan> Duration = new("duration", ParseDuration, FormatDuration)
    {
        ExampleText = "12h",
        Pattern = "^[0-9]+(s|m|h|d)$",
    };

    private static readonly (string Unit, long Bytes)[] SizeUnits =
    [
        ("TiB", 1L << 40), ("TB", 1_000_000_000_000), ("GiB", 1L << 30), ("GB", 1_000_000_000), ("MiB", 1L << 20), ("MB", 1_000_000),
        ("KiB", 1L << 10), ("kB", 1000), ("KB", 1000), ("B", 1), ("", 1),
    ];

    private static readonly (string Unit, long Seconds)[] DurationUnits = [("d", 86400), ("h", 3600), ("m", 60), ("s", 1)];

    private static string? ParseSize(string text, out long value)
    {
        var (digits, unit) = SplitUnit(text);
        value = 0;
        foreach (var (name, bytes) in SizeUnits)
        {
            if (unit != name)
                continue;
            if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > long.MaxValue / bytes)
                return "is not a size";
            value = count * bytes;
            return null;
        }
        return "is not a size: a number and B, kB, MB, GB, TB (thousands) or KiB, MiB, GiB, TiB (1024s)";
    }

    private static string FormatSize(long value)
    {
        foreach (var (unit, bytes) in SizeUnits)
        {
            if (unit is not ("" or "KB" or "B") && value != 0 && value % bytes == 0)
                return $"{value / bytes}{unit}";
        }
        return $"{value}B";
    }

    /// <summary>Reads what <see cref="Duration"/> reads.</summary>
    public static bool TryDuration(string text, out TimeSpan value) => ParseDuration(text, out value) is null;

    private static string? ParseDuration(string text, out TimeSpan value)
    {
        var (digits, unit) = SplitUnit(text);
        value = TimeSpan.Zero;
        var factor = Array.Find(DurationUnits, u => u.Unit == unit).Seconds;
        if (factor == 0 || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > 10L * 366 * 86400 / factor)
            return "is not a duration: a number and s, m, h or d";
        value = TimeSpan.FromSeconds(count * factor);
        return null;
    }

    private static string FormatDuration(TimeSpan value)
    {
        var seconds = (long)value.TotalSeconds;
        var (unit, factor) = Array.Find(DurationUnits, u => seconds % u.Seconds == 0 && seconds != 0);
        return unit is null ? $"{seconds}s" : $"{seconds / factor}{unit}";
    }

    private static (string Digits, string Unit) SplitUnit(string text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return (text[..end], text[end..].TrimStart(' '));
    }
}
