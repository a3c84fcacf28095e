namespace Router.Documents.Editing;

/// <summary>Two texts side by side as <c>diff -u</c> shows them, without file names.</summary>
internal static class UnifiedText
{
    private const int Around = 3;

    public static IReadOnlyList<string> Of(string[] before, string[] after)
    {
        var marked = Mark(before, after);
        List<string> result = [];
        var lastShown = -1;
        for (var i = 0; i < marked.Count; i++)
        {
            if (!NearChange(marked, i))
                continue;
            if (lastShown != i - 1)
                result.Add("...");
            result.Add(marked[i]);
            lastShown = i;
        }
        return result;
    }

    private static bool NearChange(List<string> marked, int index)
    {
        for (var i = Math.Max(0, index - Around); i <= Math.Min(marked.Count - 1, index + Around); i++)
        {
            if (marked[i][0] != ' ')
                return true;
        }
        return false;
    }

    /// <summary>Each line with <c>' '</c>, <c>-</c> or <c>+</c> in front.</summary>
    private static List<string> Mark(string[] before, string[] after)
    {
        var pairs = LinePairs.Of(before, after);
        List<string> marked = [];
        var shown = 0;
        for (var i = 0; i < before.Length; i++)
        {
            if (pairs[i] < 0)
            {
                marked.Add($"-{before[i]}");
                continue;
            }
            while (shown < pairs[i])
                marked.Add($"+{after[shown++]}");
            marked.Add($" {after[shown++]}");
        }
        marked.AddRange(after[shown..].Select(line => $"+{line}"));
        return marked;
    }
}
