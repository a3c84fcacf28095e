using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>
/// Follows words through shape and document as far as they name places; what is left (<see cref="Rest"/>) are values.
/// </summary>
internal sealed class Walk
{
    private readonly IReadOnlyList<string> words;
    private readonly bool anyName;
    private readonly ForeignKeys foreign;

    private Walk(DocumentModel model, YamlNode? root, IReadOnlyList<string> words, bool anyName)
    {
        (this.words, this.anyName, foreign) = (words, anyName, model.Foreign);
        Last = new Step("", model.Shape, root, null, null, null);
    }

    public Step Last { get; private set; }

    /// <summary>How many words name places.</summary>
    public int Used { get; private set; }

    /// <summary>A word that names nothing; null: all is well so far.</summary>
    public Problem? Problem { get; private set; }

    public IReadOnlyList<string> Rest => [.. words.Skip(Used)];

    /// <summary>With <paramref name="anyName"/> a name that the admin chooses may be any word.</summary>
    public static Walk Along(DocumentModel model, YamlNode? root, IReadOnlyList<string> words, bool anyName = false)
    {
        var walk = new Walk(model, root, words, anyName);
        while (walk.Used < words.Count && walk.Advance())
        {
        }
        return walk;
    }

    private bool Advance() => Last.Shape switch
    {
        IRecordShape { Word: { } word } when word.Check(words[Used]) is null && Used + 1 == words.Count => false,
        IRecordShape { List: not null } either when either.Find(words[Used]) is null => false,
        IRecordShape record => IntoField(record),
        IMapShape map => IntoMap(map),
        IListShape { NameKey: { } key } list => IntoList(list, key),
        _ => false,
    };

    private bool IntoField(IRecordShape record)
    {
        var word = words[Used];
        if (record.Find(word) is not { } field)
        {
            return Fail(word, "unknown key", KeyAdvice.Of(word, [.. record.Fields.Select(f => f.Name)], foreign));
        }
        var entry = (Last.Node as YamlMap)?.Find(word);
        return Enter(new Step(word, field.Shape, entry?.Value, entry, field, Last), 1);
    }

    private bool IntoMap(IMapShape map)
    {
        var key = (IScalarShape)map.Key;
        var taken = key.Names.IsPair && Used + 2 < words.Count && words[Used + 1] == "->" ? 3 : 1;
        var word = string.Join(' ', words.Skip(Used).Take(taken));
        if ((key.Canonical(word) ?? (anyName ? word : null)) is not { } name)
            return Fail(word, $"{Words.Shown(word)} {key.Check(word)}", key.HintFor(word));
        var node = Last.Node as YamlMap;
        var entry = node?.Find(word) ?? node?.Entries.Where(e => key.Canonical(e.Key.Value) == name).Cast<YamlEntry?>().FirstOrDefault();
        return Enter(new Step(entry?.Key.Value ?? name, map.Item, entry?.Value, entry, null, Last), taken);
    }

    private bool IntoList(IListShape list, string nameKey)
    {
        var word = words[Used];
        var item = (Last.Node as YamlSequence)?.Find(nameKey, word);
        var name = (IScalarShape)((IRecordShape)list.Item).Find(nameKey)!.Shape;
        if (item is null && !anyName && name.Check(word) is { } wrong)
            return Fail(word, $"{Words.Shown(word)} {wrong}", name.HintFor(word));
        return Enter(new Step(word, list.Item, item, null, null, Last), 1);
    }

    private bool Enter(Step next, int taken)
    {
        Last = next;
        Used += taken;
        return true;
    }

    private bool Fail(string word, string message, string? hint)
    {
        Problem = new Problem(ConfigPath.Join(Last.Path.Append(word)), message, hint);
        return false;
    }
}
