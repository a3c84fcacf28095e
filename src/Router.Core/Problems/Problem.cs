namespace Router.Core.Problems;

/// <summary>
/// What is wrong with a document. <paramref name="Path"/> is a configuration path (<c>interfaces lan addresses</c>),
/// <paramref name="Line"/> and <paramref name="Column"/> count from 1 (0: not known), <paramref name="Hint"/> says how to
/// mend it.
/// </summary>
public readonly record struct Problem(string Path, string Message, string? Hint = null, int Line = 0, int Column = 0)
{
    /// <summary><c>FILE:LINE:COLUMN: PATH: message (hint)</c>, the form every tool prints.</summary>
    public string ToString(string file) =>
        $"{file}:{Line}:{Column}: {(Path.Length == 0 ? "document" : Path)}: {Message}{(Hint is null ? "" : $" ({Hint})")}";
}
