using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>Entries of lists of scalars, which go by their value.</summary>
internal static class ListValues
{
    /// <summary>The shape of the entries that <paramref name="step"/> may have; null: it takes no list of scalars.</summary>
    public static IScalarShape? ItemOf(Shape shape) => shape switch
    {
        IListShape { NameKey: null } list => list.Item as IScalarShape,
        IEitherShape either => ItemOf(either.List),
        IRecordShape { List: { } list } => ItemOf(list),
        _ => null,
    };

    /// <summary>-1: not in the list. A single value counts as a list of one.</summary>
    public static int IndexOf(Step step, string value)
    {
        if (ItemOf(step.Shape) is not { } item)
            return -1;
        var wanted = item.Canonical(value) ?? value;
        IReadOnlyList<YamlNode> items = step.Node switch
        {
            YamlSequence sequence => sequence.Items,
            YamlScalar { IsNothing: false } single => [single],
            _ => [],
        };
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlScalar scalar && (scalar.Value == value || item.Canonical(scalar.Value) == wanted))
                return i;
        }
        return -1;
    }

    /// <summary>The node of a value; null: not there.</summary>
    public static YamlNode? Find(Step step, IReadOnlyList<string> rest)
    {
        if (rest.Count != 1 || IndexOf(step, rest[0]) is var index && index < 0)
            return null;
        return step.Node is YamlSequence sequence ? sequence.Items[index] : step.Node;
    }
}
