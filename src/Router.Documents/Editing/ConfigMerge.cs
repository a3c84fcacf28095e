namespace Router.Documents.Editing;

/// <summary>A place that both sides changed, each otherwise. Null: nothing stands there.</summary>
public sealed record MergeConflict(IReadOnlyList<string> Path, string? Mine, string? Theirs);

/// <summary>
/// The changes of one side on top of the other; at <paramref name="Conflicts"/> the first side won. <paramref name="Lost"/>: what could
/// not be kept of either side, a line each.
/// </summary>
public sealed record MergeResult(ConfigDocument Document, IReadOnlyList<MergeConflict> Conflicts, IReadOnlyList<string> Lost);

/// <summary>
/// Brings two changes of one document together, place by place; the lines as they were written where that gives the same.
/// </summary>
public static class ConfigMerge
{
    /// <summary>
    /// What leads from <paramref name="origin"/> to <paramref name="mine"/>, done again on <paramref name="theirs"/>, with the remarks of
    /// both.
    /// </summary>
    public static MergeResult Merge(ConfigDocument origin, ConfigDocument mine, ConfigDocument theirs)
    {
        if (origin.ToText() == theirs.ToText())
            return new MergeResult(mine, [], []);
        var (my, their) = (Walked(origin, mine), Walked(origin, theirs));
        var (values, undone) = Apply([.. my.Deletions, .. my.Settings], theirs);
        var conflicts = Conflicts(my, their, mine, theirs);
        if (conflicts.Count + undone.Count == 0 && ByLines(origin, mine, theirs) is { } written
            && ConfigDiff.Commands(values, written).Count == 0)
            return new MergeResult(written, [], []);
        var (document, lost) = RemarkMerge.Carry(origin, mine, theirs, values);
        return new MergeResult(document, conflicts, [.. undone, .. lost]);
    }

    /// <summary>Null: both changed lines beside each other, or what comes of the lines is no document.</summary>
    private static ConfigDocument? ByLines(ConfigDocument origin, ConfigDocument mine, ConfigDocument theirs) =>
        LineMerge.Of(origin.ToText(), mine.ToText(), theirs.ToText()) is { } text
            ? theirs.With(new TextEdit(0, theirs.ToText().Length, text))
            : null;

    private static DiffWalk Walked(ConfigDocument before, ConfigDocument after)
    {
        var walk = new DiffWalk();
        walk.Compare(after.Model.Shape, before.Root, after.Root);
        return walk;
    }

    /// <summary>
    /// A command that finds its place gone (they deleted what is around it) makes it again; one that deletes what is gone has nothing to
    /// do.
    /// </summary>
    private static (ConfigDocument Document, List<string> Undone) Apply(IEnumerable<string> commands, ConfigDocument document)
    {
        List<string> undone = [];
        foreach (var command in commands)
        {
            ConfigPath.TrySplit(command, out var words);
            IReadOnlyList<string> rest = [.. words.Skip(1)];
            var edit = document.Apply(words[0], rest);
            if (edit.Document is null && words[0] != "delete")
                undone.Add($"this could not be done again in the merge: {command} ({edit.Problem?.Message})");
            document = edit.Document ?? document;
        }
        return (document, undone);
    }

    private static List<MergeConflict> Conflicts(DiffWalk my, DiffWalk their, ConfigDocument mine, ConfigDocument theirs)
    {
        var places = new Dictionary<string, IReadOnlyList<string>>();
        var above = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var place in their.Places)
        {
            places.TryAdd(ConfigPath.Join(place), place);
            for (var length = 1; length < place.Count; length++)
                above.TryAdd(ConfigPath.Join(place.Take(length)), [.. place.Take(length)]);
        }
        var conflicts = new Dictionary<string, MergeConflict>();
        foreach (var place in my.Places)
        {
            var meeting = Enumerable.Range(1, place.Count)
                .Select(length => ConfigPath.Join(place.Take(length)))
                .FirstOrDefault(places.ContainsKey)
                ?? (above.ContainsKey(ConfigPath.Join(place)) ? ConfigPath.Join(place) : null);
            if (meeting is null)
                continue;
            var path = places.GetValueOrDefault(meeting) ?? above[meeting];
            if (ConfigDiff.At(mine, path) is var ours && ConfigDiff.At(theirs, path) is var other && ours != other)
                conflicts.TryAdd(meeting, new MergeConflict(path, ours, other));
        }
        return [.. conflicts.Values];
    }
}
