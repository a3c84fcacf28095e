using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>Takes entries out of lists and maps in brackets, which may go over several lines with comments between them.</summary>
internal static class FlowEdits
{
    /// <param name="before">Where the entry before ends; null: it is the first.</param>
    /// <param name="next">Where the entry behind begins; null: it is the last. One of both is there.</param>
    public static TextEdit Remove(string text, int start, int end, int? before, int? next)
    {
        var comma = Comma(text, end);
        var alone = TextPlaces.StartsLine(text, start);
        if (alone && IsLineEnd(text, comma))
            return new TextEdit(Extent.WithCommentsAbove(text, TextPlaces.LineStart(text, start)), TextPlaces.NextLine(text, comma), "");
        if (next is { } follower && !HasBreak(text, end, follower))
            return new TextEdit(start, follower, "");
        if (next is not null)
            return new TextEdit(
                start, before is { } earlier && !HasBreak(text, earlier, start) ? comma : TextPlaces.LineEnd(text, comma), "");
        if (!alone)
            return new TextEdit(before!.Value, end, "");
        // The bracket stands behind it: its line stays, and the comments above go.
        var line = TextPlaces.LineStart(text, start);
        return new TextEdit(Extent.WithCommentsAbove(text, line), comma, text[line..start]);
    }

    public static int End(YamlEntry entry) => Math.Max(entry.Key.End, entry.Value.End);

    /// <summary>Behind the comma of what ends at <paramref name="end"/>, or there when none stands on the line.</summary>
    private static int Comma(string text, int end)
    {
        var at = end;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at < text.Length && text[at] == ',' ? at + 1 : end;
    }

    private static bool IsLineEnd(string text, int at)
    {
        var rest = text.AsSpan(at..TextPlaces.LineEnd(text, at)).TrimStart(" \t");
        return rest.IsEmpty || rest[0] == '#';
    }

    private static bool HasBreak(string text, int from, int to) => text.AsSpan(from..to).Contains('\n');
}
