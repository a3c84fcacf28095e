
namespace Router.Documents.Editing;

/// <summary><c>annotate PATH TEXT</c>: the comment directly above an entry; an empty text takes it away.</summary>
internal static class Annotation
{
    private const int Longest = 1000;

    public static ConfigEdit Apply(ConfigDocument document, IReadOnlyList<string> words)
    {
        if (words.Count < 2)
            return ConfigEdit.Refuse(words, "the remark is missing", "annotate PATH \"TEXT\"");
        IReadOnlyList<string> path = [.. words.SkipLast(1)];
        var walk = Walk.Along(document.Model, document.Root, path);
        if (walk.Problem is { } unknown)
            return new(null, unknown);
        if (walk.Rest.Count > 0)
            return ConfigEdit.Refuse(
                path, "is a value in a list; an entry can have a remark", $"annotate {ConfigPath.Join(walk.Last.Path)} \"TEXT\"");
        if (walk.Last.Node is null)
            return ConfigEdit.Refuse(path, "nothing of that name is there", Deletion.Siblings(walk.Last));
        if (words[^1].Length > Longest || words[^1].Any(c => char.IsControl(c) && c != '\n'))
            return ConfigEdit.Refuse(path, $"a remark is text of at most {Longest} characters", null);
        var text = document.ToText();
        if (Anchor(text, walk.Last) is not { } at)
            return ConfigEdit.Refuse(
                path, "stands in a line with others, where no remark can be above it", $"annotate {Above(text, walk.Last)} \"TEXT\"");
        return new(document.With(Edit(text, at, words[^1])), null);
    }

    private static TextEdit Edit(string text, int at, string remark)
    {
        var line = TextPlaces.LineStart(text, at);
        var start = Extent.WithCommentsAbove(text, line);
        var lines = remark.Length == 0
            ? []
            : remark.Split('\n').Select(one => $"{text[line..at]}# {one}".TrimEnd() + TextPlaces.Newline(text));
        return new TextEdit(start, line, string.Concat(lines));
    }

    /// <summary>Where the entry begins its line; null: it does not.</summary>
    private static int? Anchor(string text, Step step)
    {
        var at = step switch
        {
            { Parent: null } => -1,
            { InFlow: true } => -1,
            { Entry: { } entry } => entry.Key.Start,
            _ => TextPlaces.Dash(text, step.Node!),
        };
        return at >= 0 && TextPlaces.StartsLine(text, at) ? at : null;
    }

    private static string Above(string text, Step step)
    {
        while (step.Parent is { Parent: not null } parent && Anchor(text, parent) is null)
            step = parent;
        return ConfigPath.Join(step.Parent?.Path ?? []) is { Length: > 0 } path ? path : "PATH";
    }
}
