using Router.Documents.Editing;

namespace Router.Documents.Checks;

/// <summary>What a check has to say of a place; the hint says how to mend it.</summary>
internal sealed record Finding(IReadOnlyList<string> Path, string Message, string? Hint)
{
    /// <summary>It is allowed, but probably not meant.</summary>
    public bool IsAdvice { get; init; }

    /// <summary>With line and column, where the document has the place.</summary>
    public Problem At(ConfigDocument? document)
    {
        var (line, column) = document?.Locate(Path) ?? (0, 0);
        return new Problem(ConfigPath.Join(Path), Message, Hint, line, column);
    }
}
