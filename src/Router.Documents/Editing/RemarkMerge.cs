namespace Router.Documents.Editing;

/// <summary>
/// Carries the remarks that one side changed over to a document that has its values already. What finds no place is told.
/// </summary>
internal static class RemarkMerge
{
    public static (ConfigDocument Document, IReadOnlyList<string> Lost) Carry(
        ConfigDocument origin, ConfigDocument mine, ConfigDocument theirs, ConfigDocument merged)
    {
        var (before, after) = (Remarks.Of(origin), Remarks.Of(mine));
        foreach (var place in before.Places.Union(after.Places))
        {
            var (was, now) = (before.At(place) ?? Remark.None, after.At(place) ?? Remark.None);
            // The remark of an entry that is gone went with it.
            if (was == now || after.At(place) is null)
                continue;
            var there = Remarks.Of(merged);
            if (there.At(place) is not { } present)
                continue;
            var wanted = new Remark(Merged(was.Above, now.Above, present.Above), Merged(was.Behind, now.Behind, present.Behind));
            if (wanted != present && merged.With(new TextEdit(0, merged.ToText().Length, there.With(place, wanted))) is { } changed)
                merged = changed;
        }
        return (merged, [.. Missing(origin, mine, theirs, merged).Select(line => $"this remark could not be kept in the merge: {line}")]);
    }

    /// <summary>What they changed too is not to be overwritten.</summary>
    private static string Merged(string was, string mine, string theirs) => mine != was && theirs == was ? mine : theirs;

    /// <summary>The comments that one side wrote, or both kept, and that are not in what came of them.</summary>
    private static IEnumerable<string> Missing(ConfigDocument origin, ConfigDocument mine, ConfigDocument theirs, ConfigDocument merged)
    {
        var (before, my, their, result) = (Count(origin), Count(mine), Count(theirs), Count(merged));
        return my.Keys.Union(their.Keys).Where(line =>
            my.GetValueOrDefault(line) + their.GetValueOrDefault(line) - before.GetValueOrDefault(line) > result.GetValueOrDefault(line));
    }

    private static Dictionary<string, int> Count(ConfigDocument document)
    {
        var remarks = Remarks.Of(document);
        return document.ToText().Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith('#'))
            .Concat(remarks.Places.Select(place => remarks.At(place)!.Value.Behind).Where(behind => behind.Length > 0))
            .CountBy(line => line).ToDictionary();
    }
}
