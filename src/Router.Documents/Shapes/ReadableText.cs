using System.Globalization;
using System.Text;

namespace Router.Documents.Shapes;

/// <summary>Text of people that others will read, in files of services, logs and on terminals.</summary>
internal static class ReadableText
{
    private const string Joiners = "\u200C\u200D";

    /// <summary>
    /// Null: it can be read as it stands. Otherwise what is in it that cannot be seen, or turns the order of what is around it: control and
    /// format characters, separators of lines, halves of pairs.
    /// </summary>
    public static string? Check(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // EnumerateRunes gives this one for half a pair too.
            if (rune == Rune.ReplacementChar || IsHidden(rune))
                return $"has the character {Code(rune)}, which cannot be seen";
        }
        return text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) ? "has blanks at its ends" : null;
    }

    /// <summary>With such characters by their number, <c>&lt;U+FEFF&gt;</c>.</summary>
    public static string Shown(string text)
    {
        if (!text.EnumerateRunes().Any(IsHidden))
            return text;
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            shown.Append(IsHidden(rune) ? $"<{Code(rune)}>" : rune.ToString());
        return shown.ToString();
    }

    private static string Code(Rune rune) => $"U+{rune.Value:X4}";

    /// <summary>Scripts and emoji need the joiners; blanks other than the usual one look like it.</summary>
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Format => !Joiners.Contains((char)rune.Value, StringComparison.Ordinal) || !rune.IsBmp,
        UnicodeCategory.SpaceSeparator => rune.Value != ' ',
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => true,
        _ => false,
    };
}
