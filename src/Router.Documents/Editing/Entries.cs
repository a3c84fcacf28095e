using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>Edits of entries whose names the admin chose, as wholes: <c>rename PATH to NAME</c>, <c>copy PATH to NAME</c>.</summary>
internal static class Entries
{
    /// <summary>All but the name stays letter by letter. What still says the old name is remarked.</summary>
    public static ConfigEdit Rename(ConfigDocument document, IReadOnlyList<string> words)
    {
        if (Find(document, words, out var entry, out var name) is { } refused)
            return refused;
        var key = NameOf(entry);
        var edit = Done(document.With(new TextEdit(key.Start, key.End, Written(entry, name))), entry, name);
        return edit.Document is { } renamed ? edit with { Remark = References.Remark(renamed, entry, name) } : edit;
    }

    /// <summary>The copy stands directly behind, with the comments of what it is a copy of.</summary>
    public static ConfigEdit Copy(ConfigDocument document, IReadOnlyList<string> words)
    {
        if (Find(document, words, out var entry, out var name) is { } refused)
            return refused;
        var text = document.ToText();
        var edit = (entry.Parent!.Node, entry.Entry) switch
        {
            (YamlSequence { Flow: true } list, _) =>
                ListEdits.After(text, list, IndexOf(list, entry), Renamed(text, entry, name, entry.Node!.Start, entry.Node.End)),
            (YamlSequence list, _) => Behind(text, TextPlaces.Dash(text, list.Items[IndexOf(list, entry)]), entry.Node!, entry, name),
            (YamlMap { Flow: true }, { } flow) => Beside(text, flow, entry, name),
            (_, { } block) when TextPlaces.StartsLine(text, block.Key.Start) =>
                Behind(text, block.Key.Start, Extent.Last(block), entry, name),
            _ => default(TextEdit?),
        };
        return Done(edit is { } fine ? document.With(fine) : null, entry, name);
    }

    private static ConfigEdit? Find(ConfigDocument document, IReadOnlyList<string> words, out Step entry, out string name)
    {
        (entry, name) = (null!, "");
        var joint = LastJoint(words);
        if (joint < 0)
            return ConfigEdit.Refuse(words, "the new name is missing", "PATH to NAME");
        var walk = Walk.Along(document.Model, document.Root, [.. words.Take(joint)]);
        if (walk.Problem is { } unknown)
            return new ConfigEdit(null, unknown);
        entry = walk.Last;
        if (walk.Rest.Count > 0 || entry.Parent?.Shape is not (IMapShape or IListShape { NameKey: not null }))
            return ConfigEdit.Refuse(
                words.Take(joint), "has no name of its own", "what has is an interface, a rule, a user, a lease and the like");
        if (entry.Node is null)
            return ConfigEdit.Refuse(entry.Path, "nothing of that name is there", Deletion.Siblings(entry));
        return FindName(document, entry, [.. words.Skip(joint + 1)], out name);
    }

    /// <summary>The new name is free and may be one. It may come with the words before it: <c>to rules NAME</c>.</summary>
    private static ConfigEdit? FindName(ConfigDocument document, Step entry, IReadOnlyList<string> words, out string name)
    {
        IReadOnlyList<string> above = [.. entry.Parent!.Path];
        var repeated = Enumerable.Range(1, above.Count)
            .FirstOrDefault(count => words.Count > count && words.Take(count).SequenceEqual(above.TakeLast(count)));
        IReadOnlyList<string> rest = [.. words.Skip(repeated)];
        name = string.Join(' ', rest);
        var walk = Walk.Along(document.Model, document.Root, [.. above, .. rest]);
        if (walk.Problem is { } wrong)
            return new ConfigEdit(null, wrong);
        if (walk.Rest.Count > 0 || walk.Last.Parent?.Path.SequenceEqual(above) != true)
            return ConfigEdit.Refuse(entry.Path, $"{Words.Shown(name)} is more than a name", "put a name with blanks in quotes");
        if (walk.Last.Node is not null)
            return ConfigEdit.Refuse(walk.Last.Path, "is there already", "take another name, or delete that one first");
        name = walk.Last.Word;
        return null;
    }

    private static int LastJoint(IReadOnlyList<string> words)
    {
        for (var i = words.Count - 2; i > 0; i--)
        {
            if (words[i] == "to")
                return i;
        }
        return -1;
    }

    private static YamlScalar NameOf(Step entry) => entry.Entry?.Key
        ?? (YamlScalar)((YamlMap)entry.Node!).Find(((IListShape)entry.Parent!.Shape).NameKey!)!.Value.Value;

    private static string Written(Step entry, string name) =>
        YamlWriter.Flow(new YamlScalar(name), inFlow: entry.InFlow || (entry.Entry is null && entry.Node is YamlMap { Flow: true }));

    private static int IndexOf(YamlSequence list, Step entry) => list.Items.ToList().IndexOf(entry.Node!);

    private static string Renamed(string text, Step entry, string name, int start, int end)
    {
        var key = NameOf(entry);
        return string.Concat(text.AsSpan(start..key.Start), Written(entry, name), text.AsSpan(key.End..end));
    }

    private static TextEdit Behind(string text, int at, YamlNode last, Step entry, string name)
    {
        var (start, end) = Extent.Of(text, at, last);
        var copy = Renamed(text, entry, name, start, end);
        return new TextEdit(end, end, text[end - 1] == '\n' ? copy : TextPlaces.Newline(text) + copy);
    }

    private static TextEdit Beside(string text, YamlEntry original, Step entry, string name)
    {
        var end = FlowEdits.End(original);
        return new TextEdit(end, end, $", {Renamed(text, entry, name, original.Key.Start, end)}");
    }

    private static ConfigEdit Done(ConfigDocument? changed, Step entry, string name) =>
        changed is not null && changed.Has([.. entry.Parent!.Path, name])
            ? new(changed, null)
            : ConfigEdit.Refuse(
                entry.Path, "the document is written here in a way that cannot be edited by words", "edit the file and load it");
}
