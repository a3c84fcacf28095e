namespace Router.Documents.Editing;

/// <summary>
/// Which lines two texts have in common, in order: the greedy search of Myers, "An O(ND) Difference Algorithm" (1986), section 4.
/// </summary>
internal static class LinePairs
{
    /// <summary>
    /// Texts that differ in more lines than these are taken for different as a whole, but for their common start and end.
    /// </summary>
    private const int MostDifferences = 1500;

    /// <summary>For each line of <paramref name="before"/> its index in <paramref name="after"/>, or -1.</summary>
    public static int[] Of(string[] before, string[] after)
    {
        var pairs = new int[before.Length];
        Array.Fill(pairs, -1);
        var start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
            pairs[start] = start++;
        var end = 0;
        while (end < before.Length - start && end < after.Length - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
            pairs[^end] = after.Length - end;
        }
        Middle(before.AsSpan(start..^end), after.AsSpan(start..^end), pairs.AsSpan(start..^end), start);
        return pairs;
    }

    private static void Middle(ReadOnlySpan<string> before, ReadOnlySpan<string> after, Span<int> pairs, int offset)
    {
        var most = Math.Min(before.Length + after.Length, MostDifferences);
        var furthest = new int[(2 * most) + 3];
        List<int[]> trace = [];
        for (var differences = 0; differences <= most; differences++)
        {
            trace.Add(furthest[(most - differences)..(most + differences + 3)]);
            for (var diagonal = -differences; diagonal <= differences; diagonal += 2)
            {
                var at = most + 1 + diagonal;
                var x = Down(furthest, at, diagonal, differences) ? furthest[at + 1] : furthest[at - 1] + 1;
                while (x < before.Length && x - diagonal < after.Length && before[x] == after[x - diagonal])
                    x++;
                furthest[at] = x;
                if (x >= before.Length && x - diagonal >= after.Length)
                {
                    Backtrack(before.Length, after.Length, trace, pairs, offset);
                    return;
                }
            }
        }
    }

    private static bool Down(int[] furthest, int at, int diagonal, int differences) =>
        diagonal == -differences || (diagonal != differences && furthest[at - 1] < furthest[at + 1]);

    private static void Backtrack(int x, int y, List<int[]> trace, Span<int> pairs, int offset)
    {
        for (var differences = trace.Count - 1; differences >= 0; differences--)
        {
            var furthest = trace[differences];
            var diagonal = x - y;
            var at = differences + 1 + diagonal;
            var down = Down(furthest, at, diagonal, differences);
            var fromX = differences == 0 ? 0 : down ? furthest[at + 1] : furthest[at - 1];
            var fromY = differences == 0 ? 0 : fromX - (down ? diagonal + 1 : diagonal - 1);
            while (x > fromX && y > fromY)
                pairs[--x] = --y + offset;
            (x, y) = (fromX, fromY);
        }
    }
}
