using Router.Core.Config.Yaml;
using Router.Core.Values;

namespace Router.Core.Config.Shapes;

internal interface IListShape
{
    Shape Item { get; }

    /// <summary>The key whose value names an entry; null: entries go by their value.</summary>
    string? NameKey { get; }
}

/// <summary>
/// An ordered list. A list of scalars may also be written as one scalar. Entries that are records go by the value of
/// their key <paramref name="nameKey"/>.
/// </summary>
public sealed class ListShape<T>(Shape<T> item, string? nameKey = null) : Shape<ValueList<T>>, IListShape
{
    public override string TypeName => $"list of {item.TypeName}";

    public override string? Example => item.Example is { } one && nameKey is null ? $"[{one}]" : null;

    public Shape Item => item;

    public string? NameKey => nameKey;

    internal override bool TryBind(YamlNode node, Binding binding, out ValueList<T> value)
    {
        value = [];
        if (node is YamlScalar { IsNothing: true })
            return true;
        if (node is YamlScalar && item is IScalarShape)
        {
            if (!item.TryBind(node, binding, out var only))
                return false;
            value = [only];
            return true;
        }
        if (node is not YamlSequence sequence)
        {
            binding.Report(
                node, $"a list belongs here, not {Binding.Kind(node)}",
                nameKey is null ? $"for example {Example}" : "start each entry with a dash");
            return false;
        }
        var items = new List<T>(sequence.Items.Count);
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (!sequence.Items[i].Inactive)
                BindItem(sequence.Items[i], i, binding, items);
        }
        ReportTwice(sequence, binding);
        value = ValueList.Create<T>(items.ToArray());
        return true;
    }

    private void BindItem(YamlNode node, int index, Binding binding, List<T> items)
    {
        if (nameKey is not null)
            binding.Enter(Names.Of(node, nameKey) ?? $"{index + 1}");
        if (item.TryBind(node, binding, out var bound))
            items.Add(bound);
        if (nameKey is not null)
            binding.Leave();
    }

    private void ReportTwice(YamlSequence sequence, Binding binding)
    {
        if (sequence.Items.Count < 2)
            return;
        var seen = new Dictionary<string, YamlNode>(sequence.Items.Count);
        foreach (var node in sequence.Items)
        {
            var name = nameKey is null ? (node as YamlScalar)?.Value : Names.Of(node, nameKey);
            if (name is null || seen.TryAdd(name, node))
                continue;
            var what = nameKey is null ? Words.Shown(name) : $"the name {Words.Shown(name)}";
            binding.Report(
                node, $"{what} is listed twice, first in line {seen[name].Line}",
                nameKey is null ? "keep one" : "names of entries are unique");
        }
    }

    internal override YamlNode Write(ValueList<T> value) =>
        new YamlSequence(value.Select(item.Write).ToList()) { Flow = item is IScalarShape };
}
