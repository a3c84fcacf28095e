using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>Edits that put entries into maps and take them out. A null scalar counts as an empty map.</summary>
internal static class MapEdits
{
    public static TextEdit Add(string text, Step map, string key, YamlNode value)
    {
        var newline = TextPlaces.Newline(text);
        if (map.Node is YamlMap { Entries.Count: > 0, Flow: true } flow)
        {
            var last = FlowEdits.End(flow.Entries[^1]);
            return new TextEdit(last, last, $", {YamlWriter.Flow(new YamlScalar(key))}: {YamlWriter.Flow(value)}");
        }
        if (map.Node is YamlMap { Entries.Count: > 0 } block)
        {
            var last = block.Entries[^1];
            var end = TextPlaces.StartsLine(text, last.Key.Start)
                ? Extent.Behind(text, last.Key.Start, Extent.Last(last))
                : TextPlaces.LastLineEnd(text, Extent.Last(last));
            return new TextEdit(end, end, newline + YamlWriter.Entry(key, value, last.Key.Column - 1, newline));
        }
        return Fill(text, map, new YamlMap([new YamlEntry(new YamlScalar(key), value)]), newline);
    }

    /// <summary>Puts a collection where there was nothing, or an empty one.</summary>
    public static TextEdit Fill(string text, Step empty, YamlNode content, string newline)
    {
        if (empty.Parent is null && empty.Node is YamlMap { Flow: false })
            return new TextEdit(
                text.Length, text.Length, (text is "" || text.EndsWith('\n') ? "" : newline) + YamlWriter.Block(content, 0, newline));
        var node = empty.Node!;
        content = YamlWriter.WithActivity(content, node);
        if (empty.Entry is not { } entry || empty.InFlow)
            return new TextEdit(node.Start, node.End, $"{(node.Start == node.End ? " " : "")}{YamlWriter.Flow(content)}");
        var colon = TextPlaces.ColonEnd(text, entry);
        if (YamlWriter.IsInline(content))
            return new TextEdit(colon, Math.Max(colon, node.End), $" {YamlWriter.Flow(content)}");
        var line = TextPlaces.LineEnd(text, Math.Max(colon, node.End));
        var behind = text[Math.Max(colon, node.End)..line].TrimEnd();
        var block = YamlWriter.Block(content, entry.Key.Column + 1, newline);
        return new TextEdit(
            colon, line, (content.Inactive ? $" {YamlNode.InactiveTag}" : "") + behind + newline + block[..^newline.Length]);
    }

    /// <summary>Puts a value on the line of its key in place of the lines below it. A remark behind the key stays.</summary>
    public static TextEdit Inline(string text, YamlEntry entry, string value)
    {
        var colon = TextPlaces.ColonEnd(text, entry);
        var end = TextPlaces.StartsLine(text, entry.Key.Start)
            ? Extent.Behind(text, entry.Key.Start, entry.Value)
            : TextPlaces.LastLineEnd(text, entry.Value);
        return new TextEdit(colon, end, $" {value}{Extent.RemarkBehind(text, colon)}");
    }

    /// <summary>Takes an entry out of a map that has others, with all that belongs to it.</summary>
    public static TextEdit Remove(string text, YamlMap map, YamlEntry entry)
    {
        var index = map.Entries.ToList().IndexOf(entry);
        if (!map.Flow && TextPlaces.StartsLine(text, entry.Key.Start))
        {
            var (start, next) = Extent.Of(text, entry);
            return new TextEdit(TextPlaces.WithBlankAbove(text, start, next), next, "");
        }
        return map.Flow
            ? FlowEdits.Remove(
                text, entry.Key.Start, FlowEdits.End(entry), index > 0 ? FlowEdits.End(map.Entries[index - 1]) : null,
                index + 1 < map.Entries.Count ? map.Entries[index + 1].Key.Start : null)
            : new TextEdit(entry.Key.Start, map.Entries[index + 1].Key.Start, "");
    }
}
