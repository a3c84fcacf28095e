using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>Finds what refers to an entry by its name.</summary>
internal sealed class References
{
    /// <summary>More are counted.</summary>
    private const int Named = 8;

    private readonly List<string> path = [];
    private readonly List<string> found = [];
    private readonly Reference means;

    private References(Reference means) => this.means = means;

    /// <summary>What still says the old name of <paramref name="entry"/>, as a sentence; null: nothing.</summary>
    public static string? Remark(ConfigDocument document, Step entry, string name)
    {
        if (Meaning(document, entry) is not { } meaning)
            return null;
        var search = new References(meaning);
        search.Look(document.Model.Shape, document.Root);
        if (search.found.Count == 0)
            return null;
        var more = search.found.Count > Named ? $" and {search.found.Count - Named} more" : "";
        return $"what named {entry.Word} still does, and has to be set to {name}: {string.Join("; ", search.found.Take(Named))}{more}";
    }

    private static Reference? Meaning(ConfigDocument document, Step entry) =>
        document.Model.References(string.Join(' ', entry.Parent!.Path), entry.Word, key => (entry.Node as YamlMap)?.Find(key) is not null);

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
                    At(EntryNames.Of(item, key) ?? "", () => Look(list.Item, item));
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
