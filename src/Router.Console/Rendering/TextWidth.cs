using System.Globalization;
using System.Text;

namespace Router.Console.Rendering;

/// <summary>How many columns a terminal gives to text: combining marks none, East Asian wide letters and pictures two.</summary>
internal static class TextWidth
{
    // The blocks of Unicode's EastAsianWidth.txt that are W or F, coarse at their edges.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF),
        (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    /// <summary>Colour sequences (<c>ESC [ … m</c>) take no room.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        // Nearly all text is.
        if (!text.ContainsAnyExceptInRange(' ', '~'))
            return text.Length;
        var width = 0;
        while (!text.IsEmpty)
        {
            if (text.StartsWith("\e[") && text.IndexOf('m') is > 0 and var end)
            {
                text = text[(end + 1)..];
                continue;
            }
            Rune.DecodeFromUtf16(text, out var rune, out var taken);
            width += Of(rune);
            text = text[taken..];
        }
        return width;
    }

    /// <summary>
    /// Where on rows of so many columns the next letter stands, counted in columns from the start of the first row, when the text begins
    /// at <paramref name="from"/>: a wide letter for which one column is left goes to the next row.
    /// </summary>
    public static int Cells(ReadOnlySpan<char> text, int columns, int from = 0)
    {
        while (!text.IsEmpty)
        {
            if (text.StartsWith("\e[") && text.IndexOf('m') is > 0 and var end)
            {
                text = text[(end + 1)..];
                continue;
            }
            Rune.DecodeFromUtf16(text, out var rune, out var taken);
            from += Of(rune) is 2 ? 2 + Skipped(from, columns) : Of(rune);
            text = text[taken..];
        }
        return from;
    }

    /// <summary>Columns left empty before a wide letter.</summary>
    public static int Skipped(int at, int columns) => at % columns == columns - 1 ? 1 : 0;

    public static bool BeginsWide(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == System.Buffers.OperationStatus.Done && Of(rune) == 2;

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => Array.Exists(Wide, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1,
    };
}
