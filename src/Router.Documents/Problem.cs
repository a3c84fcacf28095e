using System.Text.Json.Serialization;

namespace Router.Documents;

/// <summary>
/// What is wrong with a document. <paramref name="Path"/> is a configuration path (<c>interfaces lan addresses</c>),
/// <paramref name="Line"/> and <paramref name="Column"/> count from 1 (0: not known), <paramref name="Hint"/> says how to
/// mend it.
/// </summary>
public readonly record struct Problem(string Path, string Message, string? Hint = null, int Line = 0, int Column = 0)
{
    /// <summary>The other file that <see cref="Line"/> and <see cref="Column"/> are of; null: the document itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? File { get; init; }

    /// <summary><c>FILE:LINE:COLUMN: PATH: message (hint)</c>, the form every tool prints.</summary>
    public string ToString(string file) =>
        $"{File ?? file}:{Line}:{Column}: {(Path.Length == 0 ? "document" : Path)}: {Message}{(Hint is null ? "" : $" ({Hint})")}";
}
