using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Router.Ctl.Importing;

/// <summary>What became of an import, for people and for programs. Values of options are in neither: some of them are secrets.</summary>
internal static class ImportReport
{
    private static readonly (Fate Fate, string Word)[] Words =
    [
        (Fate.Said, "said"), (Fate.AlwaysSo, "always so"), (Fate.NotSayable, "not sayable"), (Fate.Contradicts, "contradicts"),
    ];

    /// <summary><c>FILE:LINE: PATH: FATE: remark</c>, a line each, then what each secret is and the counts.</summary>
    public static string Text(ImportResult result)
    {
        var text = new StringBuilder();
        foreach (var (line, fate, remark) in result.Entries)
            text.Append(CultureInfo.InvariantCulture, $"{line.File}:{line.Line}: {line.Path}: {Word(fate)}: {remark}\n");
        foreach (var (name, line) in result.Secrets)
            text.Append(CultureInfo.InvariantCulture, $"secret {name}: the value of {line}; enter it on the router: set secret {name}\n");
        var counts = Words.Select(word => string.Create(CultureInfo.InvariantCulture, $"{word.Word} {result.Count(word.Fate)}"));
        return text.Append(CultureInfo.InvariantCulture, $"{result.Entries.Count} lines: {string.Join(", ", counts)}\n").ToString();
    }

    public static ImportJson Json(ImportResult result) => new(
        result.Document,
        Words.ToDictionary(word => word.Word, word => result.Count(word.Fate)),
        [.. result.Entries.Select(e => new ImportedLine(e.Line.File, e.Line.Line, e.Line.Path, Word(e.Fate), e.Remark))],
        [.. result.Secrets.Select(s => new ImportedSecret(s.Name, s.Line.File, s.Line.Line, s.Line.Path))]);

    private static string Word(Fate fate) => Array.Find(Words, word => word.Fate == fate).Word;
}

/// <summary>What <c>--json</c> prints.</summary>
internal sealed record ImportJson(
    string Document, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<ImportedLine> Lines, IReadOnlyList<ImportedSecret> Secrets);

internal sealed record ImportedLine(string File, int Line, string Path, string Fate, string Remark);

/// <summary>A secret that the document names, and the line that has its value.</summary>
internal sealed record ImportedSecret(string Name, string File, int Line, string Path);

[JsonSerializable(typeof(ImportJson))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class ImportJsonContext : JsonSerializerContext;
