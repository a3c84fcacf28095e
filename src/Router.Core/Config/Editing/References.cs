using Router.Core.Config.Shapes;
using Router.Core.Config.Yaml;
using Router.Core.Sections;
using Router.Core.Sections.Mesh;

namespace Router.Core.Config.Editing;

/// <summary>Finds what refers to an entry by its name.</summary>
internal sealed class References
{
    /// <summary>More are counted.</summary>
    private const int Named = 8;

    private readonly List<string> path = [];
    private readonly List<string> found = [];
    private readonly Func<Shape, string, bool> means;

    private References(Func<Shape, string, bool> means) => this.means = means;

    /// <summary>What still says the old name of <paramref name="entry"/>, as a sentence; null: nothing.</summary>
    public static string? Remark(ConfigDocument document, Step entry, string name)
    {
        if (Kind(entry) is not { } kind)
            return null;
        var search = new References(kind);
        search.Look(RouterModel.Shape, document.Root);
        if (search.found.Count == 0)
            return null;
        var more = search.found.Count > Named ? $" and {search.found.Count - Named} more" : "";
        return $"what named {entry.Word} still does, and has to be set to {name}: {string.Join("; ", search.found.Take(Named))}{more}";
    }

    /// <summary>Whether a scalar of a shape means the entry; null: nothing refers to entries of its kind.</summary>
    private static Func<Shape, string, bool>? Kind(Step entry)
    {
        var word = entry.Word;
        return string.Join(' ', entry.Parent!.Path) switch
        {
            "interfaces" => (shape, value) => shape is IScalarShape { Names: NameKind.Interface } && value == word,
            "system users" => (shape, value) => shape is IScalarShape { Names: NameKind.User } && value == word,
            "firewall sets" => (shape, value) => shape is IScalarShape { Names: NameKind.Set } && value == $"@{word}",
            "routing vrfs" => (shape, value) => ReferenceEquals(shape, ZoneShape.Vrf) && value == word,
            // A mesh that says no zone is one by its name.
            "mesh" when (entry.Node as YamlMap)?.Find("zone") is null => (shape, value) => shape is IScalarShape { Names: NameKind.Zone or NameKind.ZoneOrRouter } && value == word
                || shape is IScalarShape { Names: NameKind.ZonePair } && value.Split(' ').Contains(word)
                || shape is IScalarShape { Names: NameKind.Interface } && value == word,
            "mesh" => (shape, value) => shape is IScalarShape { Names: NameKind.Interface } && value == word,
            _ => null,
        };
    }

    private void Look(Shape? shape, YamlNode node)
    {
        switch (shape, node)
        {
            case (IRecordShape record, YamlMap map):
                foreach (var entry in map.Entries)
                    At(entry.Key.Value, () => Look(record.Find(entry.Key.Value)?.Shape, entry.Value));
                break;
            case (IMapShape map, YamlMap entries):
                foreach (var entry in entries.Entries)
                    At(entry.Key.Value, () => LookAtEntry(map, entry));
                break;
            case (IListShape { NameKey: { } key } list, YamlSequence items):
                foreach (var item in items.Items)
                    At(Names.Of(item, key) ?? "", () => Look(list.Item, item));
                break;
            case ({ } several, YamlSequence values) when ListValues.ItemOf(several) is Shape item:
                foreach (var value in values.Items)
                    Look(item, value);
                break;
            case ({ } one, YamlScalar scalar):
                if (means(one, scalar.Value) || (ListValues.ItemOf(one) is Shape only && means(only, scalar.Value)))
                    found.Add(ConfigPath.Join(path));
                break;
        }
    }

    private void LookAtEntry(IMapShape map, YamlEntry entry)
    {
        if (means(map.Key, entry.Key.Value))
            found.Add(ConfigPath.Join(path));
        Look(map.Item, entry.Value);
    }

    private void At(string word, Action inside)
    {
        path.Add(word);
        inside();
        path.RemoveAt(path.Count - 1);
    }
}
