using Router.Core.Config.Editing;
using Router.Core.Config.Shapes;
using Router.Core.Config.Yaml;
using Router.Core.Sections;

namespace Router.Core.Config.Help;

/// <summary>
/// One way to go on. <paramref name="Text"/> is not quoted yet (see <see cref="ConfigPath.Quote"/>). A placeholder is
/// for people to read (<c>&lt;address&gt;</c>), not to be typed.
/// </summary>
public sealed record Completion(string Text, string Help, bool Placeholder = false);

public enum CompletionPurpose
{
    /// <summary>Everything that may stand there: <c>set</c>, <c>edit</c>.</summary>
    Set,

    /// <summary>Only what the document has: <c>delete</c>, <c>show</c>.</summary>
    Existing,
}

/// <summary>What may come next in a line of words, from the shapes and the document.</summary>
public static class ConfigCompletion
{
    /// <summary>
    /// <paramref name="words"/> stand complete in front of the cursor, <paramref name="partial"/> is the word being
    /// typed (empty: none yet).
    /// </summary>
    public static IReadOnlyList<Completion> Complete(
        ConfigDocument document, IReadOnlyList<string> words, string partial, CompletionPurpose purpose, Surroundings around)
    {
        var walk = Walk.Along(RouterModel.Shape, document.Root, words);
        var found = walk.Problem is null
            ? purpose == CompletionPurpose.Set ? Possible(document, walk, around) : Existing(walk)
            : PairHalf(document, walk, [.. words.Skip(walk.Used)], around);
        return [.. found.DistinctBy(c => c.Text).Where(c => Fits(c, partial))];
    }

    private static bool Fits(Completion completion, string partial) =>
        completion.Placeholder ? partial.Length == 0 : completion.Text.StartsWith(partial, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Completion> Possible(ConfigDocument document, Walk walk, Surroundings around) => walk.Last.Shape switch
    {
        IRecordShape { Word: not null } when walk.Rest.Count > 0 => [],
        IRecordShape { List: not null } either => ListEntries(document, walk, around)
            .Concat(walk.Rest.Count > 0 ? [] : either.Fields.Select(f => new Completion(f.Name, f.Help))),
        IRecordShape record => record.Fields.Select(f => new Completion(f.Name, f.Help))
            .Concat(record.Word is { } word ? [new Completion(word.Text, word.Help)] : []),
        IMapShape map => Existing(walk).Concat(Values(document, (IScalarShape)map.Key, around)),
        IListShape { NameKey: not null } => Existing(walk).Append(new Completion("<name>", "a new entry", Placeholder: true)),
        IScalarShape scalar => walk.Rest.Count == 0 ? Values(document, scalar, around) : [],
        IEitherShape either => Values(document, (IScalarShape)either.Word, around, walk.Rest.Count == 0)
            .Concat(ListEntries(document, walk, around)),
        IListShape => ListEntries(document, walk, around),
        _ => [],
    };

    private static IEnumerable<Completion> ListEntries(ConfigDocument document, Walk walk, Surroundings around) =>
        Values(document, ListValues.ItemOf(walk.Last.Shape)!, around)
            .Where(c => ListValues.IndexOf(walk.Last, c.Text) < 0 && !walk.Rest.Contains(c.Text));

    private static IEnumerable<Completion> Values(ConfigDocument document, IScalarShape shape, Surroundings around, bool wanted = true)
    {
        if (!wanted)
            yield break;
        foreach (var keyword in shape.Keywords)
            yield return new Completion(keyword.Text, keyword.Help);
        foreach (var (name, help) in ConfigNames.Of(shape.Names, document.Reading.Config, around))
            yield return new Completion(name, help);
        if (!shape.Closed)
            yield return new Completion($"<{shape.TypeName}>", ConfigExplain.Sort(shape), Placeholder: true);
    }

    private static IEnumerable<Completion> Existing(Walk walk) => (walk.Last.Shape, walk.Last.Node) switch
    {
        (IRecordShape record, YamlMap map) => record.Fields.Where(f => map.Find(f.Name) is not null)
            .Select(f => new Completion(f.Name, f.Help)),
        (IMapShape shape, YamlMap map) => map.Entries.Select(e => new Completion(e.Key.Value, shape.Item.TypeName)),
        (IListShape { NameKey: { } key } list, YamlSequence items) =>
            items.Items.Select(i => Names.Of(i, key)).OfType<string>().Select(name => new Completion(name, list.Item.TypeName)),
        (IListShape or IEitherShape or IRecordShape, YamlSequence items) =>
            items.Items.OfType<YamlScalar>().Select(s => s.Value).Except(walk.Rest).Select(value => new Completion(value, "in the list")),
        (_, YamlScalar { IsNothing: false } scalar) when walk.Rest.Count == 0 => [new Completion(scalar.Value, "the value now")],
        _ => [],
    };

    /// <summary>A pair of zones typed without quotes: <c>lan</c>, then <c>-&gt;</c>, then a zone.</summary>
    private static IEnumerable<Completion> PairHalf(ConfigDocument document, Walk walk, List<string> rest, Surroundings around)
    {
        if (walk.Last.Shape is not IMapShape { Key: IScalarShape { Names: NameKind.ZonePair } })
            return [];
        return rest switch
        {
            [_] => [new Completion("->", "to the zone")],
            [_, "->"] => ConfigNames.Of(NameKind.ZoneOrRouter, document.Reading.Config, around).Select(z => new Completion(z.Name, z.Help)),
            _ => [],
        };
    }
}
