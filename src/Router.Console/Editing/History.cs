namespace Router.Console.Editing;

/// <summary>Lines typed before, oldest first, without doubles beside each other, and where a person is among them.</summary>
internal sealed class History(IEnumerable<string> lines)
{
    private const int Kept = 500;

    private readonly List<string> lines = [.. lines.TakeLast(Kept)];
    private int at = -1;
    private string draft = "";

    public IReadOnlyList<string> Lines => lines;

    /// <summary>False: it is empty or the same as the one before, and not kept.</summary>
    public bool Add(string line)
    {
        at = -1;
        if (string.IsNullOrWhiteSpace(line) || (lines.Count > 0 && lines[^1] == line))
            return false;
        lines.Add(line);
        if (lines.Count > Kept)
            lines.RemoveAt(0);
        return true;
    }

    /// <summary>The line before; null at the oldest. What is being typed is kept until <see cref="Next"/> comes back to it.</summary>
    public string? Previous(string typed)
    {
        if (at == -1)
            (draft, at) = (typed, lines.Count);
        if (at == 0)
            return null;
        return lines[--at];
    }

    /// <summary>The line after; null where there is none.</summary>
    public string? Next()
    {
        if (at == -1)
            return null;
        if (++at < lines.Count)
            return lines[at];
        at = -1;
        return draft;
    }

    /// <summary>The newest line with <paramref name="text"/> in it, passing over as many as <paramref name="skip"/>.</summary>
    public string? Search(string text, int skip) =>
        lines.AsEnumerable().Reverse().Where(line => line.Contains(text, StringComparison.Ordinal)).Distinct().ElementAtOrDefault(skip);
}
