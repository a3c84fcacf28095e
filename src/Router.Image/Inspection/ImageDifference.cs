namespace Router.Image.Inspection;

/// <summary>Something with a name before and after; null: it is not there.</summary>
public sealed record Change<T>(string Name, T? Before, T? After)
    where T : class;

/// <summary>What differs between two images.</summary>
public sealed record ImageDifference(IReadOnlyList<Change<PackageSummary>> Packages, IReadOnlyList<Change<FileSummary>> Files)
{
    public static ImageDifference Of(ImageDescription before, ImageDescription after) => new(
        Changes(before.Packages, after.Packages, package => package.Name),
        Changes(before.Files, after.Files, file => file.Path));

    private static IReadOnlyList<Change<T>> Changes<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> name)
        where T : class
    {
        var (old, now) = (before.ToDictionary(name), after.ToDictionary(name));
        return [.. old.Keys.Union(now.Keys)
            .Order(StringComparer.Ordinal)
            .Select(key => new Change<T>(key, old.GetValueOrDefault(key), now.GetValueOrDefault(key)))
            .Where(change => !Equals(change.Before, change.After))];
    }
}
