using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary><c>set PATH VALUE</c>.</summary>
internal static class Setting
{
    public static ConfigEdit Apply(ConfigDocument document, IReadOnlyList<string> words)
    {
        var walk = Walk.Along(document.Model, document.Root, words);
        if (walk.Problem is { } unknown)
            return new(null, unknown);
        return walk.Last.Shape switch
        {
            IScalarShape scalar => SetScalar(document, walk, scalar),
            IRecordShape { Word: { } known } when walk.Rest is [var word] => Put(document, walk.Last, known.Node(word)),
            IEitherShape either when walk.Rest is [var word] && ((IScalarShape)either.Word).Check(word) is null =>
                Put(document, walk.Last, ((IScalarShape)either.Word).Node(word)),
            IEitherShape or IListShape { NameKey: null } => ListSetting.Apply(document, walk),
            IRecordShape { List: not null } when walk.Rest.Count > 0 => ListSetting.Apply(document, walk),
            _ => SetEmpty(document, walk),
        };
    }

    private static ConfigEdit SetScalar(ConfigDocument document, Walk walk, IScalarShape shape)
    {
        var rest = shape.Names == NameKind.Secret ? WithoutTag(walk.Rest) : walk.Rest;
        if (rest.Count == 0)
            return ConfigEdit.Refuse(walk.Last.Path, $"a value is missing: {shape.TypeName}", shape.HintFor(""));
        if (rest.Count > 1)
            return ConfigEdit.Refuse(walk.Last.Path, $"one value belongs here, not {rest.Count}", "put a value with blanks in quotes");
        if (shape.Check(rest[0]) is { } wrong)
            return Wrong(walk.Last, rest[0], shape, wrong);
        return walk.Last.IsName ? Rename(document, walk.Last, shape.Node(rest[0])) : Put(document, walk.Last, shape.Node(rest[0]));
    }

    private static ConfigEdit Rename(ConfigDocument document, Step step, YamlScalar name)
    {
        var entry = step.Parent!;
        var target = Walk.Along(document.Model, document.Root, [.. entry.Parent!.Path, name.Value]).Last;
        if (name.Value == entry.Word)
            return entry.Node is null ? Put(document, entry, new YamlMap([])) : new(document, null);
        if (entry.Node is null || target.Node is not null)
            return ConfigEdit.Refuse(
                step.Path, entry.Node is null ? "nothing of that name is there" : $"{Words.Shown(name.Value)} is there already");
        return Done(document.With(Replace(document.ToText(), step, name)), target);
    }

    private static List<string> WithoutTag(IReadOnlyList<string> rest)
    {
        var words = rest.SelectMany(word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (words.Count == 2 && words[0] == "!secret")
            words.RemoveAt(0);
        return words;
    }

    private static ConfigEdit SetEmpty(ConfigDocument document, Walk walk)
    {
        if (walk.Last.Shape is not IRecordShape || walk.Last.Parent is null)
            return ConfigEdit.Refuse(
                walk.Last.Path, "the path stops too early",
                $"{Words.Article((walk.Last.Shape as IMapShape)?.Key.TypeName ?? "name")} comes next");
        return walk.Last.Node is null || IsWord(walk.Last) ? Put(document, walk.Last, new YamlMap([])) : new(document, null);
    }

    /// <summary>A word stands there so far.</summary>
    private static bool IsWord(Step step) => step is { Shape: IRecordShape { Word: not null }, Node: YamlScalar { IsNothing: false } };

    /// <summary>Puts <paramref name="value"/> at <paramref name="step"/>, with whatever is missing above it.</summary>
    public static ConfigEdit Put(ConfigDocument document, Step step, YamlNode value)
    {
        var text = document.ToText();
        var target = step;
        if (target.Node is not null)
            return Done(document.With(Replace(text, target, value)), step);
        while (target.Parent!.Node is null)
        {
            value = Wrap(target, value);
            target = target.Parent;
        }
        // A list or a word stands there so far, and keys come instead.
        if (target.Parent is { Shape: IRecordShape { List: not null }, Node: not YamlMap } || IsWord(target.Parent))
            return Done(document.With(Replace(text, target.Parent, Wrap(target, value))), step);
        var edit = target.Parent.Shape is IListShape
            ? ListEdits.Append(text, target.Parent, Named(target, value))
            : MapEdits.Add(text, target.Parent, target.Word, value);
        return Done(document.With(edit), step);
    }

    private static YamlNode Wrap(Step step, YamlNode value) => step.Parent!.Shape is IListShape
        ? new YamlSequence([Named(step, value)])
        : new YamlMap([new YamlEntry(new YamlScalar(step.Word), value)]);

    /// <summary>A new entry of a list starts with its name.</summary>
    private static YamlMap Named(Step step, YamlNode value)
    {
        var list = (IListShape)step.Parent!.Shape;
        var name = new YamlEntry(new YamlScalar(list.NameKey!), new YamlScalar(step.Word));
        return new YamlMap([name, .. ((YamlMap)value).Entries.Where(e => e.Key.Value != list.NameKey)]);
    }

    private static TextEdit Replace(string text, Step step, YamlNode value)
    {
        var node = step.Node!;
        value = YamlWriter.WithActivity(value, node);
        if (step.IsNothing)
            return MapEdits.Fill(text, step, value, TextPlaces.Newline(text));
        if (node is YamlScalar { Block: true } block)
            return new TextEdit(node.Start, TextPlaces.LastLineEnd(text, block), YamlWriter.Flow(value, inFlow: value is not YamlScalar));
        return node is YamlMap { Flow: false } or YamlSequence { Flow: false }
            ? MapEdits.Inline(text, step.Entry!.Value, YamlWriter.Flow(value, step.InFlow || value is not YamlScalar))
            : new TextEdit(node.Start, node.End, YamlWriter.Flow(value, step.InFlow || value is not YamlScalar));
    }

    /// <summary>What the edit gave, once it is sure that the path is there.</summary>
    public static ConfigEdit Done(ConfigDocument? changed, Step step) =>
        changed is not null && changed.Has([.. step.Path])
            ? new(changed, null)
            : ConfigEdit.Refuse(
                step.Path, "the document is written here in a way that cannot be edited by words", "edit the file and load it");

    public static ConfigEdit Wrong(Step step, string value, IScalarShape shape, string wrong) =>
        ConfigEdit.Refuse(step.Path, $"{Words.Shown(value)} {wrong}", shape.HintFor(value));
}
