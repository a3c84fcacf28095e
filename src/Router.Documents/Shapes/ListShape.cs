using Router.Documents.Yaml;

namespace Router.Documents.Shapes;

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
    where T : notnull
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
        var seen = nameKey is null && item is IScalarShape ? new Dictionary<T, YamlNode>(sequence.Items.Count) : null;
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (!sequence.Items[i].Inactive)
                BindItem(sequence.Items[i], i, binding, items, seen);
        }
        ReportTwice(sequence, binding);
        value = ValueList.Create<T>(items.ToArray());
        return true;
    }

    /// <param name="seen">Values with where they first stand; null: entries go by their names.</param>
    private void BindItem(YamlNode node, int index, Binding binding, List<T> items, Dictionary<T, YamlNode>? seen)
    {
        if (nameKey is not null)
            binding.Enter(EntryNames.Of(node, nameKey) ?? $"{index + 1}");
        if (item.TryBind(node, binding, out var bound))
        {
            items.Add(bound);
            if (seen is not null && !seen.TryAdd(bound, node))
                ReportSame((YamlScalar)node, (YamlScalar)seen[bound], binding);
        }
        if (nameKey is not null)
            binding.Leave();
    }

    private static void ReportSame(YamlScalar node, YamlScalar first, Binding binding)
    {
        var writing = node.Value == first.Value ? "" : $" as {Words.Shown(first.Value)}";
        binding.Report(node, $"{Words.Shown(node.Value)} is listed twice, first in line {first.Line}{writing}", "keep one");
    }

    private void ReportTwice(YamlSequence sequence, Binding binding)
    {
        if (nameKey is null || sequence.Items.Count < 2)
            return;
        var seen = new Dictionary<string, YamlNode>(sequence.Items.Count);
        foreach (var node in sequence.Items)
        {
            if (EntryNames.Of(node, nameKey) is { } name && !seen.TryAdd(name, node))
                binding.Report(
                    node, $"the name {Words.Shown(name)} is listed twice, first in line {seen[name].Line}", "names of entries are unique");
        }
    }

    internal override YamlNode Write(ValueList<T> value) =>
        new YamlSequence(value.Select(item.Write).ToList()) { Flow = item is IScalarShape };
}
