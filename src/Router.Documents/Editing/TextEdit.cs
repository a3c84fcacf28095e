using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>Replaces the text from <paramref name="Start"/> to <paramref name="End"/>; everything else stays byte for byte.</summary>
internal readonly record struct TextEdit(int Start, int End, string Replacement)
{
    public string Apply(string text) => string.Concat(text.AsSpan(0, Start), Replacement, text.AsSpan(End));
}

/// <summary>Places in a text that edits are made of.</summary>
internal static class TextPlaces
{
    /// <summary>What the document ends its lines with.</summary>
    public static string Newline(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>The end of the line that <paramref name="at"/> is in, before its line break.</summary>
    public static int LineEnd(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        if (end < 0)
            return text.Length;
        return end > at && text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>Behind the line break of the line that <paramref name="at"/> is in.</summary>
    public static int NextLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }

    public static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>Where the last line of <paramref name="node"/> ends: a block scalar's end already stands on the next line.</summary>
    public static int LastLineEnd(string text, YamlNode node)
    {
        var end = node.End;
        while (end > node.Start && text[end - 1] is '\n' or '\r' or ' ')
            end--;
        return LineEnd(text, end);
    }

    /// <summary>Behind the colon of an entry.</summary>
    public static int ColonEnd(string text, YamlEntry entry)
    {
        var at = entry.Key.End;
        while (at < text.Length && text[at] != ':')
            at++;
        return Math.Min(at + 1, text.Length);
    }

    /// <summary>The dash in front of an entry of a block list.</summary>
    public static int Dash(string text, YamlNode item)
    {
        var at = item.Start - 1;
        while (at > 0 && text[at] != '-')
            at--;
        return Math.Max(at, 0);
    }

    /// <summary>Only blanks stand before it on its line.</summary>
    public static bool StartsLine(string text, int at) => text.AsSpan(LineStart(text, at)..at).Trim(" \t").IsEmpty;

    /// <summary>Takes in an empty line above when one stands below as well, so that lines that go leave no hole.</summary>
    public static int WithBlankAbove(string text, int start, int next)
    {
        var below = next >= text.Length || text.AsSpan(next..LineEnd(text, next)).Trim().IsEmpty;
        var above = start == 0 ? 0 : LineStart(text, start - 1);
        return below && start > 0 && text.AsSpan(above..start).Trim().IsEmpty ? above : start;
    }
}
