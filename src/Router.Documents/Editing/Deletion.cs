using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary><c>delete PATH [VALUE]</c>.</summary>
internal static class Deletion
{
    public static ConfigEdit Apply(ConfigDocument document, IReadOnlyList<string> words)
    {
        var walk = Walk.Along(document.Model, document.Root, words);
        if (walk.Problem is { } unknown)
            return NotKnown(walk, words) is { } stray ? Remove(document, stray) : new(null, unknown);
        if (walk.Last.Parent is null)
            return ConfigEdit.Refuse([], "the whole document cannot be deleted", "name what is to go");
        if (walk.Last.Node is null)
            return ConfigEdit.Refuse(walk.Last.Path, "nothing of that name is there", Siblings(walk.Last));
        if (walk.Last.IsName)
            return ConfigEdit.Refuse(walk.Last.Path, "an entry without its name cannot be", "delete the whole entry");
        if (walk.Rest.Count == 0)
            return Remove(document, walk.Last);
        if (walk.Last.Shape is IScalarShape or IEitherShape or IRecordShape && walk.Last.Node is YamlScalar one && walk.Rest is [var word]
            && word == one.Value)
            return Remove(document, walk.Last);
        return RemoveValues(document, walk);
    }

    /// <summary>A key that the document has and the schema does not, such as one of a newer schema; null: it is none.</summary>
    private static Step? NotKnown(Walk walk, IReadOnlyList<string> words) =>
        walk.Last is { Shape: IRecordShape, Node: YamlMap map } record && words.Count == walk.Used + 1
            && map.Find(words[walk.Used]) is { } entry
            ? new Step(entry.Key.Value, record.Shape, entry.Value, entry, null, record)
            : null;

    /// <summary>The entry beside it that is nearest, as a hint.</summary>
    public static string? Siblings(Step step)
    {
        IEnumerable<string> there = step.Parent?.Node switch
        {
            YamlMap map => map.Entries.Select(e => e.Key.Value),
            YamlSequence list when step.Parent!.Shape is IListShape { NameKey: { } key } =>
                list.Items.Select(i => EntryNames.Of(i, key)).OfType<string>(),
            _ => [],
        };
        return Nearest.Find(step.Word, there) is { } near ? $"did you mean {near}?" : null;
    }

    private static ConfigEdit RemoveValues(ConfigDocument document, Walk walk)
    {
        IReadOnlyList<string> path = [.. walk.Last.Path];
        var values = Brackets.Are(walk.Rest) && ListValues.ItemOf(walk.Last.Shape) is { } item
            ? Brackets.Values(walk.Rest, item)
            : walk.Rest;
        foreach (var value in values)
        {
            var list = Walk.Along(document.Model, document.Root, path).Last;
            var index = ListValues.IndexOf(list, value);
            if (index < 0)
                return ConfigEdit.Refuse(path, $"{Words.Shown(value)} is not there");
            var edit = list.Node is YamlSequence { Items.Count: > 1 } several
                ? Done(document.With(ListEdits.Remove(document.ToText(), several, index)), path)
                : Remove(document, list, emptied: true);
            if (edit.Document is null)
                return edit;
            document = edit.Document;
        }
        return new(document, null);
    }

    /// <summary>
    /// Takes a place out. A place above it that is left with nothing goes as well, unless being there and empty means
    /// something: an interface, a service that runs with its defaults.
    /// </summary>
    private static ConfigEdit Remove(ConfigDocument document, Step step, bool emptied = false)
    {
        var text = document.ToText();
        IReadOnlyList<string> path = [.. step.Path];
        if (emptied && !MeansNothing(step))
        {
            YamlNode hollow = step.Shape is IRecordShape { List: null } or IMapShape ? new YamlMap([]) : new YamlSequence([]);
            return Done(document.With(Hollow(text, step, hollow)), path);
        }
        if (step.Parent is not { } parent)
            return new(document, null);
        return parent.Node switch
        {
            YamlMap { Entries.Count: > 1 } map => Done(document.With(MapEdits.Remove(text, map, step.Entry!.Value)), path),
            YamlSequence { Items.Count: > 1 } list => Done(
                document.With(ListEdits.Remove(text, list, list.Items.ToList().IndexOf(step.Node!))), path),
            _ when parent.Parent is null => new(document.Nothing(), null),
            _ => Remove(document, parent, emptied: true),
        };
    }

    /// <summary>True: there and empty is the same as not there.</summary>
    private static bool MeansNothing(Step step) => step.Field?.Default is YamlMap or YamlSequence { Items.Count: 0 };

    private static TextEdit Hollow(string text, Step step, YamlNode hollow)
    {
        var node = step.Node!;
        var inline = YamlWriter.Flow(YamlWriter.WithActivity(hollow, node));
        return node is YamlMap { Flow: false } or YamlSequence { Flow: false } && step.Entry is { } entry
            ? MapEdits.Inline(text, entry, inline)
            : new TextEdit(node.Start, node.End, inline);
    }

    private static ConfigEdit Done(ConfigDocument? changed, IReadOnlyList<string> path) => changed is not null
        ? new(changed, null)
        : ConfigEdit.Refuse(path, "the document is written here in a way that cannot be edited by words", "edit the file and load it");
}
