
namespace Router.Documents.Yaml.Reading;

/// <summary>Gathers the entries of a map; a key given twice is a problem, and its first value stays.</summary>
internal sealed class MapBuilder(YamlContext context, YamlPlace start, YamlTag? tag = null)
{
    /// <summary>Most maps are too small for a table to pay.</summary>
    private const int FewEntries = 12;

    private readonly List<YamlEntry> entries = new(4);
    private Dictionary<string, int>? places;

    public void Add(YamlScalar key, YamlNode value)
    {
        if (FirstLine(key) is { } first)
            context.Report(new(key.Start, key.Line, key.Column), $"given twice, first in line {first}", "keep one of the two");
        else
            entries.Add(new YamlEntry(key, value));
    }

    public YamlMap Block() => Make(flow: false, Math.Max(entries[^1].Key.End, entries[^1].Value.End));

    public YamlMap Flow(int end) => Make(flow: true, end);

    private YamlMap Make(bool flow, int end) =>
        new(entries, places)
        {
            Start = start.At,
            End = end,
            Line = start.Line,
            Column = start.Column,
            Flow = flow,
            Inactive = tag is { IsInactive: true }
        };

    private int? FirstLine(YamlScalar key)
    {
        if (entries.Count < FewEntries)
        {
            foreach (var entry in entries)
            {
                if (entry.Key.Value == key.Value)
                    return entry.Key.Line;
            }
            return null;
        }
        places ??= YamlMap.PlacesOf(entries);
        return places.TryAdd(key.Value, entries.Count) ? null : entries[places[key.Value]].Key.Line;
    }
}
