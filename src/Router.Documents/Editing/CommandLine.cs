namespace Router.Documents.Editing;

/// <summary>The commands that change a document, by their word.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<string, Func<ConfigDocument, IReadOnlyList<string>, ConfigEdit>> Verbs = new()
    {
        ["set"] = Setting.Apply,
        ["delete"] = Deletion.Apply,
        ["insert"] = Insertion.Apply,
        ["rename"] = Entries.Rename,
        ["copy"] = Entries.Copy,
        ["activate"] = Activity.Activate,
        ["deactivate"] = Activity.Deactivate,
        ["annotate"] = Annotation.Apply,
    };

    public static ConfigEdit Apply(ConfigDocument document, string verb, IReadOnlyList<string> words) =>
        Verbs.TryGetValue(verb, out var edit)
            ? edit(document, words)
            : ConfigEdit.Refuse([verb], "is no command that changes a configuration", $"{string.Join(", ", Verbs.Keys)} are");

    /// <summary>
    /// Commands, one a line; <c>#</c> begins a remark. All are done, or none: the problems then say which line is wrong.
    /// </summary>
    public static (ConfigDocument? Document, IReadOnlyList<Problem> Problems) ApplyAll(ConfigDocument document, string text)
    {
        List<Problem> problems = [];
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.AsSpan().TrimStart() is [] or ['#', ..])
                continue;
            var whole = ConfigPath.TrySplit(line, out var words);
            var edit = whole
                ? Apply(document, words[0], [.. words.Skip(1)])
                : ConfigEdit.Refuse([], "a quote is not closed", "close it with the quote that opens it");
            document = edit.Document ?? document;
            if (edit.Problem is { } problem)
                problems.Add(problem with { Line = number, Column = line.Length - line.TrimStart().Length + 1 });
        }
        return problems.Count == 0 ? (document, []) : (null, problems);
    }
}
