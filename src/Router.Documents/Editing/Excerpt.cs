using System.Text;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>A part of a document as it was written.</summary>
internal static class Excerpt
{
    /// <summary>What stands below a path, moved to the left margin; null: nothing is there.</summary>
    public static string? Of(ConfigDocument document, IReadOnlyList<string> path)
    {
        var walk = Walk.Along(document.Model, document.Root, path);
        if (walk.Problem is not null || walk.Used != path.Count || walk.Last.Node is not { } node)
            return null;
        return Head(walk.Last, node) + Body(document.ToText(), node);
    }

    /// <summary>What a person would miss who sees the part alone: that it has no effect.</summary>
    private static string Head(Step step, YamlNode node)
    {
        for (var above = step.Parent; above is not null; above = above.Parent)
        {
            if (above.Node is { Inactive: true })
                return $"# without effect: {ConfigPath.Join(above.Path)} is inactive\n";
        }
        return node is { Inactive: true } and (YamlMap or YamlSequence { Flow: false }) ? $"{YamlNode.InactiveTag}\n" : "";
    }

    private static string Body(string text, YamlNode node)
    {
        if (node is YamlMap { Flow: true } map)
            return YamlWriter.Block(map, 0);
        if (node is not (YamlMap or YamlSequence { Flow: false }))
            return $"{text[node.Start..node.End]}\n";
        var start = TextPlaces.LineStart(text, node.Start);
        if (TextPlaces.StartsLine(text, node.Start))
            start = Extent.WithCommentsAbove(text, start);
        else
            start = node.Start;
        return Outdent(text[start..TextPlaces.LastLineEnd(text, node)], node.Column - 1);
    }

    private static string Outdent(string text, int columns)
    {
        var result = new StringBuilder(text.Length);
        foreach (var line in text.EnumerateLines())
        {
            var blanks = 0;
            while (blanks < columns && blanks < line.Length && line[blanks] == ' ')
                blanks++;
            result.Append(line[blanks..]).Append('\n');
        }
        return result.ToString();
    }
}
