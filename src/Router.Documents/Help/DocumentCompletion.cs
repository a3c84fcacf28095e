using Router.Documents.Editing;
using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Help;

/// <summary>
/// One way to go on. <paramref name="Text"/> is not quoted yet (see <see cref="ConfigPath.Quote"/>). A placeholder is
/// for people to read (<c>&lt;address&gt;</c>), not to be typed.
/// </summary>
public sealed record Completion(string Text, string Help, bool Placeholder = false);

/// <summary>The names that there are of a kind, each with a word on it.</summary>
public delegate IEnumerable<(string Name, string Help)> NamesOf(NameKind kind);

public enum CompletionPurpose
{
    /// <summary>Everything that may stand there: <c>set</c>, <c>edit</c>.</summary>
    Set,

    /// <summary>Only what the document has: <c>delete</c>, <c>show</c>.</summary>
    Existing,
}

/// <summary>What may come next in a line of words, from the shapes and the document.</summary>
public static class DocumentCompletion
{
    /// <summary>
    /// <paramref name="words"/> stand complete in front of the cursor, <paramref name="partial"/> is the word being
    /// typed (empty: none yet).
    /// </summary>
    public static IReadOnlyList<Completion> Complete(
        ConfigDocument document, IReadOnlyList<string> words, string partial, CompletionPurpose purpose, NamesOf names)
    {
        var walk = Walk.Along(document.Model, document.Root, words);
        var found = walk.Problem is null
            ? purpose == CompletionPurpose.Set ? Possible(walk, names) : Existing(walk)
            : PairHalf(walk, [.. words.Skip(walk.Used)], names);
        return [.. found.DistinctBy(c => c.Text).Where(c => Fits(c, partial))];
    }

    private static bool Fits(Completion completion, string partial) =>
        completion.Placeholder ? partial.Length == 0 : completion.Text.StartsWith(partial, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Completion> Possible(Walk walk, NamesOf names) => walk.Last.Shape switch
    {
        IRecordShape { Word: not null } when walk.Rest.Count > 0 => [],
        IRecordShape { List: not null } either => ListEntries(walk, names)
            .Concat(walk.Rest.Count > 0 ? [] : either.Fields.Select(f => new Completion(f.Name, f.Help))),
        IRecordShape record => record.Fields.Select(f => new Completion(f.Name, f.Help))
            .Concat(record.Word?.Keywords.Select(word => new Completion(word.Text, word.Help)) ?? []),
        IMapShape map => Existing(walk).Concat(Values((IScalarShape)map.Key, names)),
        IListShape { NameKey: not null } => Existing(walk).Append(new Completion("<name>", "a new entry", Placeholder: true)),
        IScalarShape scalar => walk.Rest.Count == 0 ? Values(scalar, names) : [],
        IEitherShape either => Values((IScalarShape)either.Word, names, walk.Rest.Count == 0)
            .Concat(ListEntries(walk, names)),
        IListShape => ListEntries(walk, names),
        _ => [],
    };

    private static IEnumerable<Completion> ListEntries(Walk walk, NamesOf names) =>
        Values(ListValues.ItemOf(walk.Last.Shape)!, names)
            .Where(c => ListValues.IndexOf(walk.Last, c.Text) < 0 && !walk.Rest.Contains(c.Text));

    private static IEnumerable<Completion> Values(IScalarShape shape, NamesOf names, bool wanted = true)
    {
        if (!wanted)
            yield break;
        foreach (var keyword in shape.Keywords)
            yield return new Completion(keyword.Text, keyword.Help);
        foreach (var (name, help) in names(shape.Names))
            yield return new Completion(name, help);
        if (!shape.Closed)
            yield return new Completion($"<{shape.TypeName}>", DocumentExplain.Sort(shape), Placeholder: true);
    }

    private static IEnumerable<Completion> Existing(Walk walk) => (walk.Last.Shape, walk.Last.Node) switch
    {
        (IRecordShape record, YamlMap map) => record.Fields.Where(f => map.Find(f.Name) is not null)
            .Select(f => new Completion(f.Name, f.Help)),
        (IMapShape shape, YamlMap map) => map.Entries.Select(e => new Completion(e.Key.Value, shape.Item.TypeName)),
        (IListShape { NameKey: { } key } list, YamlSequence items) =>
            items.Items.Select(i => EntryNames.Of(i, key)).OfType<string>().Select(name => new Completion(name, list.Item.TypeName)),
        (IListShape or IEitherShape or IRecordShape, YamlSequence items) =>
            items.Items.OfType<YamlScalar>().Select(s => s.Value).Except(walk.Rest).Select(value => new Completion(value, "in the list")),
        (_, YamlScalar { IsNothing: false } scalar) when walk.Rest.Count == 0 => [new Completion(scalar.Value, "the value now")],
        _ => [],
    };

    /// <summary>A pair of zones typed without quotes: <c>lan</c>, then <c>-&gt;</c>, then a zone.</summary>
    private static IEnumerable<Completion> PairHalf(Walk walk, List<string> rest, NamesOf names)
    {
        if (walk.Last.Shape is not IMapShape { Key: IScalarShape { Names: { Half: { } second } } })
            return [];
        return rest switch
        {
            [_] => [new Completion("->", $"to the {second}")],
            [_, "->"] => names(second).Select(n => new Completion(n.Name, n.Help)),
            _ => [],
        };
    }
}
