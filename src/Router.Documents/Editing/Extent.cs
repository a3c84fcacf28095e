using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>
/// What of a text belongs to an entry of a map or list, for every edit alike: its own lines with what is behind them, the comment
/// lines directly above it that begin in its column, and the comments inside it, which begin further right. A comment with an empty
/// line below it is about more than the entry, and stays.
/// </summary>
internal static class Extent
{
    /// <summary>
    /// Of an entry that begins a line, at its key or dash (<paramref name="at"/>), and ends with <paramref name="last"/>: whole lines.
    /// </summary>
    public static (int Start, int End) Of(string text, int at, YamlNode last)
    {
        var line = TextPlaces.LineStart(text, at);
        return (WithCommentsAbove(text, line),
            WithCommentsInside(text, TextPlaces.NextLine(text, TextPlaces.LastLineEnd(text, last)), at - line));
    }

    public static (int Start, int End) Of(string text, YamlEntry entry) => Of(text, entry.Key.Start, Last(entry));

    /// <summary>Where a next entry may begin with a line break of its own: behind all that belongs to the one before.</summary>
    public static int Behind(string text, int at, YamlNode last)
    {
        var end = Of(text, at, last).End;
        return end > 0 && text[end - 1] == '\n' ? TextPlaces.LineEnd(text, end - 1) : end;
    }

    /// <summary>The node that an entry ends with: a value that is not there ends before its key.</summary>
    public static YamlNode Last(YamlEntry entry) => entry.Value.End > entry.Key.End ? entry.Value : entry.Key;

    /// <summary>The start of the comment lines directly above a line that begin in the same column.</summary>
    public static int WithCommentsAbove(string text, int lineStart)
    {
        var column = Column(text, lineStart);
        while (lineStart > 0)
        {
            var above = TextPlaces.LineStart(text, lineStart - 1);
            if (!IsComment(text, above) || Column(text, above) != column)
                break;
            lineStart = above;
        }
        return lineStart;
    }

    /// <summary>The remark behind what ends at <paramref name="at"/>, with the blanks before it; empty: none.</summary>
    public static string RemarkBehind(string text, int at)
    {
        var behind = text[at..TextPlaces.LineEnd(text, at)];
        return behind.Length > 0 && behind[0] is ' ' or '\t' && behind.AsSpan().TrimStart(" \t").StartsWith("#") ? behind.TrimEnd() : "";
    }

    private static int WithCommentsInside(string text, int next, int column)
    {
        var end = next;
        for (var at = next; at < text.Length; at = TextPlaces.NextLine(text, at))
        {
            if (text.AsSpan(at..TextPlaces.LineEnd(text, at)).Trim(" \t").IsEmpty)
                continue;
            if (!IsComment(text, at) || Column(text, at) <= column)
                break;
            end = TextPlaces.NextLine(text, at);
        }
        return end;
    }

    private static bool IsComment(string text, int lineStart) => text.AsSpan(lineStart..).TrimStart(" \t").StartsWith("#");

    private static int Column(string text, int lineStart)
    {
        var at = lineStart;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at - lineStart;
    }
}
