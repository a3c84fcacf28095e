namespace Router.Documents.Shapes;

/// <summary>Finds what somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>The known word with the fewest edits away from <paramref name="word"/>; null when none is close.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        string? best = null;
        var fewest = Math.Max(1, Math.Min(word.Length, 12) / 3) + 1;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - word.Length) >= fewest || Edits(word, candidate) is var edits && edits >= fewest)
                continue;
            best = candidate;
            fewest = edits;
        }
        return best;
    }

    /// <summary>
    /// Inserted, removed, replaced and swapped neighbouring letters, without regard to case and to <c>_</c> for <c>-</c>.
    /// </summary>
    private static int Edits(string a, string b)
    {
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = Same(a[i - 1], b[j - 1]);
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }

    private static bool Same(char a, char b) => Fold(a) == Fold(b);

    private static char Fold(char c) => c == '_' ? '-' : char.ToLowerInvariant(c);
}
