namespace Router.Documents.Editing;

/// <summary>Two changes of one text together, line by line.</summary>
internal static class LineMerge
{
    /// <summary>Null: both changed the same lines, or lines beside each other, in different ways.</summary>
    public static string? Of(string origin, string mine, string theirs)
    {
        var (from, my, their) = (Lines(origin), Lines(mine), Lines(theirs));
        var (myPairs, theirPairs) = (LinePairs.Of(from, my), LinePairs.Of(from, their));
        List<string> merged = [];
        var (o, m, t) = (0, 0, 0);
        while (true)
        {
            // The next line that both sides kept: what stands before it was changed by one of them, or by both.
            var next = o;
            while (next < from.Length && (myPairs[next] < 0 || theirPairs[next] < 0))
                next++;
            var (myEnd, theirEnd) = next < from.Length ? (myPairs[next], theirPairs[next]) : (my.Length, their.Length);
            if (Chosen(from[o..next], my[m..myEnd], their[t..theirEnd]) is not { } chosen)
                return null;
            merged.AddRange(chosen);
            if (next == from.Length)
                return string.Concat(merged);
            merged.Add(from[next]);
            (o, m, t) = (next + 1, myEnd + 1, theirEnd + 1);
        }
    }

    private static string[]? Chosen(string[] origin, string[] mine, string[] theirs)
    {
        if (mine.AsSpan().SequenceEqual(theirs) || theirs.AsSpan().SequenceEqual(origin))
            return mine;
        return mine.AsSpan().SequenceEqual(origin) ? theirs : null;
    }

    /// <summary>With their line breaks, so that these are part of what may differ.</summary>
    private static string[] Lines(string text)
    {
        List<string> lines = [];
        for (var at = 0; at < text.Length;)
        {
            var next = TextPlaces.NextLine(text, at);
            lines.Add(text[at..next]);
            at = next;
        }
        return [.. lines];
    }
}
