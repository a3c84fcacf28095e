using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>
/// A value of a document. <paramref name="Path"/> as <see cref="ConfigPath.Join"/> writes it; of a list of values the value is its last
/// word.
/// <paramref name="Value"/> as it would be typed, a secret by its name (<c>!secret NAME</c>); empty: the entry is there and says nothing.
/// </summary>
public sealed record DocumentLeaf(string Path, string Value);

/// <summary>All that a document says, a value each.</summary>
public static class DocumentLeaves
{
    private const string Inactive = "(inactive) ";

    /// <summary>
    /// In the order of the text. Values of which the shapes know are in their usual form, so that <c>1024KiB</c> and <c>1MiB</c> are the
    /// same; what is not known stands as it was written.
    /// </summary>
    public static IReadOnlyList<DocumentLeaf> In(ConfigDocument document)
    {
        var walk = new LeafWalk();
        walk.Go(document.Model.Shape, document.Root, inactive: false);
        return walk.Found;
    }

    private sealed class LeafWalk
    {
        private readonly List<string> path = [];

        public List<DocumentLeaf> Found { get; } = [];

        /// <param name="shape">Null: nobody knows what stands there.</param>
        /// <param name="node">What does.</param>
        /// <param name="inactive">It is of no effect, as something above it is not.</param>
        /// <param name="name">The key that names the entry, and is in its path already.</param>
        public void Go(Shape? shape, YamlNode node, bool inactive, string? name = null)
        {
            inactive |= node.Inactive;
            switch (node)
            {
                case YamlMap { Entries.Count: > 0 } map:
                    foreach (var entry in map.Entries.Where(entry => map.Entries.Count == 1 || entry.Key.Value != name))
                        At(KeyOf(shape, entry.Key.Value), shape.Below(entry.Key.Value), entry.Value, inactive);
                    break;
                case YamlSequence { Items.Count: > 0 } list:
                    Go(shape, list, inactive);
                    break;
                case YamlScalar { IsNothing: false } single
                    when shape is not null && ListValues.ItemOf(shape) is { } item && !IsWord(shape, single):
                    At(item.Canonical(single.Value) ?? single.Value, null, single, inactive);
                    break;
                default:
                    Found.Add(new DocumentLeaf(ConfigPath.Join(path), (inactive ? Inactive : "") + Text(shape, node)));
                    break;
            }
        }

        private void Go(Shape? shape, YamlSequence list, bool inactive)
        {
            var records = shape.AsList();
            var values = shape is null ? null : ListValues.ItemOf(shape);
            foreach (var (index, item) in list.Items.Index())
            {
                var word = records?.NameKey is { } key ? EntryNames.Of(item, key)
                    : item is YamlScalar value ? values?.Canonical(value.Value) ?? value.Value
                    : null;
                At(word ?? $"{index + 1}", item is YamlScalar ? null : records?.Item, item, inactive, records?.NameKey);
            }
        }

        private void At(string word, Shape? shape, YamlNode node, bool inactive, string? name = null)
        {
            path.Add(word);
            Go(shape, node, inactive, name);
            path.RemoveAt(path.Count - 1);
        }

        private static bool IsWord(Shape shape, YamlScalar scalar) =>
            shape is IEitherShape { Word: IScalarShape word } && word.Check(scalar.Value) is null;

        private static string KeyOf(Shape? shape, string key) =>
            shape is IMapShape map ? ((IScalarShape)map.Key).Canonical(key) ?? key : key;

        private static string Text(Shape? shape, YamlNode node)
        {
            if (node is not YamlScalar { IsNothing: false } scalar)
                return "";
            var value = (shape as IScalarShape)?.Canonical(scalar.Value) ?? scalar.Value;
            return scalar.Secret ? $"!secret {value}" : value;
        }
    }
}
