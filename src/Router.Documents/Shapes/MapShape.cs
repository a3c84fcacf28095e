using Router.Documents.Yaml;

namespace Router.Documents.Shapes;

internal interface IMapShape
{
    /// <summary>Of the keys.</summary>
    Shape Key { get; }

    Shape Item { get; }
}

/// <summary>A map whose keys the admin chooses.</summary>
public sealed class MapShape<TKey, TValue>(ScalarShape<TKey> key, Shape<TValue> item) : Shape<ValueMap<TKey, TValue>>, IMapShape
    where TKey : notnull
{
    public override string TypeName => $"map from {key.TypeName} to {item.TypeName}";

    public override string? Example => key.Example is { } k && item.Example is { } v ? $"{{ {k}: {v} }}" : null;

    public Shape Key => key;

    public Shape Item => item;

    internal override bool TryBind(YamlNode node, Binding binding, out ValueMap<TKey, TValue> value)
    {
        value = ValueMap<TKey, TValue>.Empty;
        if (node is YamlScalar { IsNothing: true })
            return true;
        if (node is not YamlMap map)
        {
            binding.Report(
                node, $"entries \"{key.TypeName}: …\" belong here, not {Binding.Kind(node)}",
                Example is null ? null : $"for example {Example}");
            return false;
        }
        var entries = new OrderedDictionary<TKey, TValue>(map.Entries.Count);
        foreach (var entry in map.Span)
        {
            if (entry.Value.Inactive)
                continue;
            binding.Enter(entry.Key.Value);
            if (key.TryBind(entry.Key, binding, out var name) & item.TryBind(entry.Value, binding, out var bound)
                && !entries.TryAdd(name!, bound!))
                binding.Report(entry.Key, "the same as an entry above, written differently", "keep one of the two");
            binding.Leave();
        }
        value = new ValueMap<TKey, TValue>(entries);
        return true;
    }

    internal override YamlNode Write(ValueMap<TKey, TValue> value) =>
        new YamlMap(value.Select(entry => new YamlEntry((YamlScalar)key.Write(entry.Key), item.Write(entry.Value))).ToList());
}
