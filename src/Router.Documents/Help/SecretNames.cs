using Router.Documents.Editing;
using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Help;

/// <summary>A place that names a secret; <paramref name="Line"/> counts from 1, 0 where the document was never text.</summary>
public sealed record SecretUse(string Name, string Path, int Line);

/// <summary>
/// The secrets that a document names. What is tagged <c>!secret</c> is found wherever the shapes let it stand, so that a new key that
/// takes a secret needs no line here.
/// </summary>
public static class SecretNames
{
    /// <summary>Each once, sorted (ordinal).</summary>
    public static ValueList<string> In(ConfigDocument document) => Distinct(Uses(document));

    /// <summary>
    /// In the order of the text, keys of a newer schema included: what this version does not know names secrets all the same.
    /// </summary>
    public static ValueList<SecretUse> Uses(ConfigDocument document) =>
        document.ToText().Contains(YamlNode.SecretTag, StringComparison.Ordinal) ? Collect(document.Root, document.Model.Shape) : [];

    private static ValueList<string> Distinct(IEnumerable<SecretUse> uses) =>
        uses.Select(use => use.Name).Distinct().Order(StringComparer.Ordinal).ToValueList();

    private static ValueList<SecretUse> Collect(YamlNode root, Shape shape)
    {
        List<SecretUse> found = [];
        Walk(root, shape, [], found);
        return [.. found];
    }

    /// <summary>The shape only says how entries of lists are called; null: nobody knows what stands there.</summary>
    private static void Walk(YamlNode node, Shape? shape, List<string> path, List<SecretUse> found)
    {
        switch (node)
        {
            case YamlScalar { Secret: true } scalar:
                found.Add(new SecretUse(scalar.Value, ConfigPath.Join(path), scalar.Line));
                break;
            case YamlMap map:
                foreach (var entry in map.Entries)
                    Below(entry.Value, shape.Below(entry.Key.Value), entry.Key.Value, path, found);
                break;
            case YamlSequence list:
                var items = shape.AsList();
                for (var i = 0; i < list.Items.Count; i++)
                {
                    var name = items?.NameKey is { } key ? EntryNames.Of(list.Items[i], key) : null;
                    Below(list.Items[i], items?.Item, name ?? $"{i + 1}", path, found);
                }
                break;
        }
    }

    private static void Below(YamlNode node, Shape? shape, string word, List<string> path, List<SecretUse> found)
    {
        path.Add(word);
        Walk(node, shape, path, found);
        path.RemoveAt(path.Count - 1);
    }
}
