namespace Router.Documents.Editing;

/// <summary>What differs between two documents, as a person would type it and as a person would read it.</summary>
public static class ConfigDiff
{
    /// <summary>
    /// Lines <c>set PATH VALUE</c>, <c>delete PATH</c> and <c>insert PATH …</c> that lead from <paramref name="before"/>
    /// to <paramref name="after"/>: deletions first. Secrets show their names only. Empty: they mean the same.
    /// </summary>
    public static IReadOnlyList<string> Commands(ConfigDocument before, ConfigDocument after)
    {
        var walk = new DiffWalk();
        walk.Compare(after.Model.Shape, before.Root, after.Root);
        return [.. walk.Deletions, .. walk.Settings];
    }

    /// <summary>The lines that went (<c>-</c>) and came (<c>+</c>) with three lines around them, as <c>diff -u</c> shows them.</summary>
    public static IReadOnlyList<string> Unified(ConfigDocument before, ConfigDocument after) =>
        UnifiedText.Of(Lines(before.ToText()), Lines(after.ToText()));

    /// <summary>As above, of what stands below <paramref name="path"/> alone.</summary>
    public static IReadOnlyList<string> Commands(ConfigDocument before, ConfigDocument after, IReadOnlyList<string> path)
    {
        IReadOnlyList<string> place = [.. Walk.Along(after.Model, after.Root, path).Last.Path];
        return [.. Commands(before, after)
            .Where(command => ConfigPath.TrySplit(command, out var words) && words.Skip(1).Take(place.Count).SequenceEqual(place))];
    }

    /// <summary>As above, of what stands below <paramref name="path"/> alone.</summary>
    public static IReadOnlyList<string> Unified(ConfigDocument before, ConfigDocument after, IReadOnlyList<string> path) =>
        UnifiedText.Of(Lines(before.Show(path) ?? ""), Lines(after.Show(path) ?? ""));

    /// <summary>What stands at a place, as its commands; null: nothing. Equal texts mean the same.</summary>
    internal static string? At(ConfigDocument document, IReadOnlyList<string> path)
    {
        if (!document.Has(path))
            return null;
        return document.ValueAt(path) ?? document.Show(path)?.Trim() ?? path[^1];
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
