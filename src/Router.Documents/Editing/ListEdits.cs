using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>Edits that put entries into lists and take them out.</summary>
internal static class ListEdits
{
    /// <summary>Puts an entry behind the last one.</summary>
    public static TextEdit Append(string text, Step list, YamlNode item)
    {
        if (list.Node is YamlSequence { Items.Count: > 0 } filled)
            return After(text, filled, filled.Items.Count - 1, item);
        var newline = TextPlaces.Newline(text);
        return list.Node is YamlScalar { IsNothing: false } single
            ? new TextEdit(
                single.Start,
                single.End,
                YamlWriter.Flow(YamlWriter.WithActivity(new YamlSequence([YamlWriter.WithActivity(single, item), item]), single)))
            : MapEdits.Fill(text, list, new YamlSequence([item]), newline);
    }

    public static TextEdit After(string text, YamlSequence list, int index, YamlNode item) =>
        After(text, list, index, Render(text, list, item));

    /// <summary>Puts an entry that is text already, as <see cref="Source"/> gives it.</summary>
    public static TextEdit After(string text, YamlSequence list, int index, string item)
    {
        var before = list.Items[index];
        if (list.Flow)
            return new TextEdit(before.End, before.End, $",{Gap(text, list, index)}{item}");
        var newline = TextPlaces.Newline(text);
        var end = Extent.Behind(text, TextPlaces.Dash(text, before), before);
        return new TextEdit(end, end, newline + item[..^newline.Length]);
    }

    /// <summary>Comments directly above the entry at <paramref name="index"/> stay with it.</summary>
    public static TextEdit Before(string text, YamlSequence list, int index, string item)
    {
        var next = list.Items[index];
        if (list.Flow)
            return new TextEdit(next.Start, next.Start, $"{item},{Gap(text, list, index)}");
        var start = Extent.WithCommentsAbove(text, TextPlaces.LineStart(text, TextPlaces.Dash(text, next)));
        return new TextEdit(start, start, item);
    }

    /// <summary>A new entry as text: in a block list whole lines, with their line breaks.</summary>
    public static string Render(string text, YamlSequence list, YamlNode item)
    {
        var newline = TextPlaces.Newline(text);
        return list.Flow ? YamlWriter.Flow(item) : YamlWriter.Item(item, list.Column - 1, newline) + newline;
    }

    /// <summary>An entry as it was written: in a block list whole lines, the comments above among them.</summary>
    public static string Source(string text, YamlSequence list, int index)
    {
        var item = list.Items[index];
        if (list.Flow)
            return text[item.Start..item.End];
        var (start, end) = Lines(text, item);
        return text[start..end] + (text[end - 1] == '\n' ? "" : TextPlaces.Newline(text));
    }

    /// <summary>Takes an entry out of a list that has others, with the comments above it.</summary>
    public static TextEdit Cut(string text, YamlSequence list, int index)
    {
        if (list.Flow)
            return Remove(text, list, index);
        var (start, end) = Lines(text, list.Items[index]);
        return new TextEdit(start, end, "");
    }

    /// <summary>All entries of a block list, as text in place of those that are there.</summary>
    public static TextEdit Rewrite(string text, YamlSequence list, string items)
    {
        var (start, end) = (Lines(text, list.Items[0]).Start, Lines(text, list.Items[^1]).End);
        return new TextEdit(start, end, text[end - 1] == '\n' ? items : items[..^TextPlaces.Newline(text).Length]);
    }

    private static (int Start, int End) Lines(string text, YamlNode item) => Extent.Of(text, TextPlaces.Dash(text, item), item);

    /// <summary>Takes an entry out of a list that has others, with all that belongs to it.</summary>
    public static TextEdit Remove(string text, YamlSequence list, int index)
    {
        var item = list.Items[index];
        if (list.Flow)
            return FlowEdits.Remove(
                text, item.Start, item.End, index > 0 ? list.Items[index - 1].End : null,
                index + 1 < list.Items.Count ? list.Items[index + 1].Start : null);
        var dash = TextPlaces.Dash(text, item);
        if (!TextPlaces.StartsLine(text, dash))
            return new TextEdit(dash, TextPlaces.Dash(text, list.Items[index + 1]), "");
        var (start, end) = Lines(text, item);
        return new TextEdit(TextPlaces.WithBlankAbove(text, start, end), end, "");
    }

    /// <summary>What stands between entries: a blank, or a line break where each has a line of its own.</summary>
    private static string Gap(string text, YamlSequence list, int index)
    {
        var from = index == 0 ? list.Start + 1 : list.Items[index - 1].End + 1;
        var gap = text[from..list.Items[index].Start];
        return gap.Contains('\n', StringComparison.Ordinal) && gap.AsSpan().Trim().IsEmpty ? gap : " ";
    }
}
