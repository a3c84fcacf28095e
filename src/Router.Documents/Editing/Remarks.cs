using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>
/// The comments of an entry: the lines directly above it, and what is behind it. Both without blanks around; empty: none.
/// </summary>
internal readonly record struct Remark(string Above, string Behind)
{
    public static readonly Remark None = new("", "");

    public bool IsEmpty => Above.Length == 0 && Behind.Length == 0;
}

/// <summary>The remarks of a document by the place that they belong to (<see cref="Extent"/>), and how one is put there.</summary>
internal sealed class Remarks
{
    private readonly string text;
    private readonly OrderedDictionary<string, Anchor> places = [];
    private readonly List<string> path = [];

    private Remarks(ConfigDocument document)
    {
        text = document.ToText();
        Visit(document.Root);
    }

    /// <summary>
    /// Where an entry's remarks stand: its line begins at <paramref name="Line"/>, and its own text on it ends at <paramref name="End"/>.
    /// </summary>
    private sealed record Anchor(int Line, int End, Remark Remark);

    public IEnumerable<string> Places => places.Keys;

    public static Remarks Of(ConfigDocument document) => new(document);

    /// <summary>Null: nothing of its own line stands at the place.</summary>
    public Remark? At(string place) => places.GetValueOrDefault(place)?.Remark;

    /// <summary>The text with other remarks at a place that has a line of its own.</summary>
    public string With(string place, Remark remark)
    {
        var anchor = places[place];
        var behind = new TextEdit(
            anchor.End, anchor.End + Extent.RemarkBehind(text, anchor.End).Length, remark.Behind.Length == 0 ? "" : $"   {remark.Behind}");
        var changed = remark.Behind == anchor.Remark.Behind ? text : behind.Apply(text);
        if (remark.Above == anchor.Remark.Above)
            return changed;
        var (newline, indent) = (TextPlaces.Newline(text), text[anchor.Line..(anchor.Line + Blanks(anchor.Line))]);
        var lines = remark.Above.Length == 0 ? "" : string.Concat(remark.Above.Split('\n').Select(line => $"{indent}{line}{newline}"));
        return new TextEdit(Extent.WithCommentsAbove(text, anchor.Line), anchor.Line, lines).Apply(changed);
    }

    private void Visit(YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                foreach (var entry in map.Entries)
                    At(entry.Key.Value, entry.Key.Start, entry.Key, entry.Value);
                break;
            case YamlSequence list:
                foreach (var item in list.Items)
                    At(
                        (item as YamlScalar)?.Value ?? EntryNames.Of(item, "name") ?? "",
                        list.Flow ? item.Start : TextPlaces.Dash(text, item),
                        item,
                        item);
                break;
        }
    }

    private void At(string word, int start, YamlNode key, YamlNode value)
    {
        path.Add(word);
        if (TextPlaces.StartsLine(text, start))
        {
            var line = TextPlaces.LineStart(text, start);
            var above = text[Extent.WithCommentsAbove(text, line)..line];
            var end = EndOnLine(key, value);
            places.TryAdd(ConfigPath.Join(path), new Anchor(line, end, new Remark(
                string.Join('\n', above.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
                Extent.RemarkBehind(text, end).Trim())));
        }
        Visit(value);
        path.RemoveAt(path.Count - 1);
    }

    /// <summary>Where a remark behind the entry would begin: behind the value, or behind the key of what goes on below it.</summary>
    private int EndOnLine(YamlNode key, YamlNode value)
    {
        var below = value is YamlMap { Flow: false } or YamlSequence { Flow: false } or YamlScalar { Block: true };
        var end = below && !ReferenceEquals(key, value) ? key.End : Math.Max(key.End, value.End);
        while (end < text.Length && text[end] is ',' or ':' && Extent.RemarkBehind(text, end).Length == 0)
            end++;
        return end;
    }

    private int Blanks(int at)
    {
        var end = at;
        while (end < text.Length && text[end] is ' ' or '\t')
            end++;
        return end - at;
    }
}
