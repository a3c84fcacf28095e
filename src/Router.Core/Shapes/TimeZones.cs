using System.Collections.Frozen;

namespace Router.Core.Shapes;

/// <summary>
/// Every zone and link of the tz database, by name. The list is part of the product, because a desk need not have the database;
/// <c>TimeZones.txt</c> is renewed from a newer one by the test that holds it against the machine's.
/// </summary>
internal static class TimeZones
{
    private const string Resource = "TimeZones.txt";

    private static readonly Lazy<FrozenSet<string>> All = new(Read);

    public static IReadOnlySet<string> Names => All.Value;

    /// <summary>A name like it, or the one zone of that city; null: none is close.</summary>
    public static string? Nearest(string text)
    {
        var city = Names.Where(zone => zone.EndsWith($"/{text.Replace(' ', '_')}", StringComparison.OrdinalIgnoreCase)).ToList();
        return city.Count == 1 ? city[0] : Documents.Shapes.Nearest.Find(text, Names.Order(StringComparer.Ordinal));
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(TimeZones).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
