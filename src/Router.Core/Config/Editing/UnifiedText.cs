namespace Router.Core.Config.Editing;

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

    /// <summary>Each line with <c>' '</c>, <c>-</c> or <c>+</c> in front. The common start and end are left out of the search.</summary>
    private static List<string> Mark(string[] before, string[] after)
    {
        var start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
            start++;
        var end = 0;
        while (end < before.Length - start && end < after.Length - start && before[^(end + 1)] == after[^(end + 1)])
            end++;
        return
        [
            .. before[..start].Select(line => $" {line}"),
            .. MarkMiddle(before[start..^end], after[start..^end]),
            .. before[^end..].Select(line => $" {line}"),
        ];
    }

    /// <summary>Longest common subsequence; where the table would be too large, everything old goes and everything new comes.</summary>
    private static IEnumerable<string> MarkMiddle(string[] before, string[] after)
    {
        const int largestTable = 4_000_000;
        if ((long)before.Length * after.Length > largestTable)
            return before.Select(line => $"-{line}").Concat(after.Select(line => $"+{line}"));
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        return Backtrack(before, after, common);
    }

    private static List<string> Backtrack(string[] before, string[] after, int[,] common)
    {
        List<string> marked = [];
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                marked.Add($" {before[i++]}");
                j++;
            }
            else if (j >= after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                marked.Add($"-{before[i++]}");
            }
            else
            {
                marked.Add($"+{after[j++]}");
            }
        }
        return marked;
    }
}
