using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>Goes through two trees side by side and notes the commands that lead from one to the other.</summary>
internal sealed class DiffWalk
{
    private readonly List<string> path = [];

    public List<string> Deletions { get; } = [];

    public List<string> Settings { get; } = [];

    /// <summary>The words of each place that differs; of a value in a list the value is the last word.</summary>
    public List<IReadOnlyList<string>> Places { get; } = [];

    public void Compare(Shape shape, YamlNode? before, YamlNode? after)
    {
        switch (shape)
        {
            case IRecordShape { Word: not null } when after is YamlScalar { IsNothing: false }:
                CompareValues(shape, before, after);
                break;
            case IRecordShape { List: not null } when after is not YamlMap:
                CompareValues(shape, before, after);
                break;
            case IRecordShape record:
                CompareMaps(before, after, key => record.Find(key)?.Shape, key => key);
                break;
            case IMapShape map:
                CompareMaps(before, after, _ => map.Item, key => ((IScalarShape)map.Key).Canonical(key) ?? key);
                break;
            case IListShape { NameKey: { } name } list:
                CompareNamed(list.Item, name, before, after);
                break;
            default:
                CompareValues(shape, before, after);
                break;
        }
    }

    private void CompareMaps(YamlNode? before, YamlNode? after, Func<string, Shape?> shapeOf, Func<string, string> canonical)
    {
        var old = Entries(before, canonical);
        var now = Entries(after, canonical);
        foreach (var key in old.Keys.Where(key => !now.ContainsKey(key)))
            At(key, () => Delete());
        foreach (var (key, value) in now)
        {
            At(key, () =>
            {
                CompareEntry(shapeOf(key), old.GetValueOrDefault(key), value);
                CompareActivity(old.GetValueOrDefault(key), value);
            });
        }
    }

    private void CompareEntry(Shape? shape, YamlNode? before, YamlNode after)
    {
        if (shape is null)
            return;
        if ((before is null || (before is YamlScalar { IsNothing: false } && after is YamlMap)) && shape is IRecordShape { List: null }
            && Entries(after, key => key).Count == 0)
            Note(Settings, $"set {ConfigPath.Join(path)}");
        Compare(shape, before, after);
    }

    private void CompareNamed(Shape item, string nameKey, YamlNode? before, YamlNode? after)
    {
        var old = Items(before).Select(i => (Name: EntryNames.Of(i, nameKey) ?? "", Node: i)).DistinctBy(i => i.Name).ToList();
        var now = Items(after).Select(i => (Name: EntryNames.Of(i, nameKey) ?? "", Node: i)).DistinctBy(i => i.Name).ToList();
        var nodes = old.ToDictionary(i => i.Name, i => i.Node);
        var names = now.Select(i => i.Name).ToHashSet();
        foreach (var (name, _) in old.Where(i => !names.Contains(i.Name)))
            At(name, () => Delete());
        var order = old.Select(i => i.Name).Where(names.Contains).ToList();
        for (var i = 0; i < now.Count; i++)
        {
            var (name, node) = now[i];
            Place(order, name, i);
            var was = nodes.GetValueOrDefault(name);
            At(name, () =>
            {
                CompareMaps(was, node, key => key == nameKey ? null : ((IRecordShape)item).Find(key)?.Shape, key => key);
                CompareActivity(was, node);
            });
        }
    }

    private void CompareActivity(YamlNode? before, YamlNode after)
    {
        var was = before is { Inactive: true };
        if (was != after.Inactive)
            Note(Settings, $"{(after.Inactive ? "deactivate" : "activate")} {ConfigPath.Join(path)}");
    }

    /// <summary>Keeps <paramref name="order"/> as the list would be after the commands so far.</summary>
    private void Place(List<string> order, string name, int index)
    {
        if (index < order.Count && order[index] == name)
            return;
        order.Remove(name);
        var where = index == 0 ? "first" : index >= order.Count ? "last" : $"after {ConfigPath.Quote(order[index - 1])}";
        order.Insert(Math.Min(index, order.Count), name);
        At(name, () => Note(Settings, $"insert {ConfigPath.Join(path)} {where}"));
    }

    private void CompareValues(Shape shape, YamlNode? before, YamlNode? after)
    {
        if (ListValues.ItemOf(shape) is { } item && !IsWord(shape, after))
        {
            CompareLists(shape, item, before, after);
            return;
        }
        var now = Text(shape, after);
        if (now is not null && now != Text(shape, before))
            Note(Settings, $"set {ConfigPath.Join(path)} {now}");
    }

    private static bool IsWord(Shape shape, YamlNode? node) =>
        shape is IEitherShape { Word: IScalarShape word } && node is YamlScalar scalar && word.Check(scalar.Value) is null;

    /// <summary>Value by value where that leads to the right order, otherwise the whole list.</summary>
    private void CompareLists(Shape shape, IScalarShape item, YamlNode? before, YamlNode? after)
    {
        var old = IsWord(shape, before) ? [] : Values(item, before);
        var now = Values(item, after);
        var kept = old.Where(now.ToHashSet().Contains).ToList();
        var stepwise = now.Count > 0 && now.Take(kept.Count).SequenceEqual(kept) && (kept.Count == old.Count || shape is IListShape);
        if (!stepwise)
        {
            if (before is null or YamlMap || !old.SequenceEqual(now))
                Note(Settings, $"set {ConfigPath.Join(path)} [{string.Join(", ", now.Select(ConfigPath.Quote))}]");
            CompareActivities(item, null, after);
            return;
        }
        foreach (var gone in old.Except(now))
            At(gone, () => Note(Deletions, $"delete {ConfigPath.Join(path)}"));
        foreach (var added in now.Except(old))
            At(added, () => Note(Settings, $"set {ConfigPath.Join(path)}"));
        CompareActivities(item, before, after);
    }

    /// <summary>Values that take or lose their effect; both lists then have them.</summary>
    private void CompareActivities(IScalarShape item, YamlNode? before, YamlNode? after)
    {
        if (after is not YamlSequence now)
            return;
        var old = Items(before).OfType<YamlScalar>().Where(_ => before is YamlSequence).GroupBy(s => item.Canonical(s.Value) ?? s.Value)
            .ToDictionary(same => same.Key, same => same.First());
        foreach (var value in now.Items.OfType<YamlScalar>())
        {
            var name = item.Canonical(value.Value) ?? value.Value;
            if (value.Inactive || old.Count > 0)
                At(name, () => CompareActivity(old.GetValueOrDefault(name), value));
        }
    }

    private static List<string> Values(IScalarShape item, YamlNode? node) =>
        [.. Items(node).OfType<YamlScalar>().Select(s => item.Canonical(s.Value) ?? s.Value)];

    private static string? Text(Shape shape, YamlNode? node)
    {
        if (node is not YamlScalar scalar)
            return null;
        var value = (shape as IScalarShape)?.Canonical(scalar.Value) ?? scalar.Value;
        return scalar.Secret ? $"!secret {value}" : ConfigPath.Quote(value);
    }

    private static OrderedDictionary<string, YamlNode> Entries(YamlNode? node, Func<string, string> canonical)
    {
        var entries = new OrderedDictionary<string, YamlNode>();
        foreach (var entry in (node as YamlMap)?.Entries ?? [])
            entries.TryAdd(canonical(entry.Key.Value), entry.Value);
        return entries;
    }

    private static IReadOnlyList<YamlNode> Items(YamlNode? node) => node switch
    {
        YamlSequence sequence => sequence.Items,
        YamlScalar { IsNothing: false } single => [single],
        _ => [],
    };

    private void Delete() => Note(Deletions, $"delete {ConfigPath.Join(path)}");

    private void Note(List<string> commands, string command)
    {
        commands.Add(command);
        Places.Add([.. path]);
    }

    private void At(string word, Action inside)
    {
        path.Add(word);
        inside();
        path.RemoveAt(path.Count - 1);
    }
}
