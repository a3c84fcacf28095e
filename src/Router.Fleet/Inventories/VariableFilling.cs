using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Fleet.Inventories;

/// <summary>Variables may hold others: <c>lan: 10.128.${number}.1/24</c>.</summary>
internal sealed class VariableFilling(ValueMap<string, PlainValue> raw)
{
    private readonly Dictionary<string, PlainValue> done = [];
    private readonly Stack<string> under = new();

    /// <summary>By the variable.</summary>
    public Dictionary<string, string> Problems { get; } = [];

    public PlainValue Of(string name)
    {
        if (done.TryGetValue(name, out var value))
            return value;
        if (under.Contains(name))
        {
            Problems.TryAdd(name, $"{string.Join(" needs ", under.Reverse().SkipWhile(one => one != name))} needs {name}: a circle");
            return raw[name];
        }
        under.Push(name);
        var filled = Fill(raw[name], name);
        under.Pop();
        return done[name] = filled;
    }

    private PlainValue Fill(PlainValue value, string name) => value switch
    {
        PlainValue.List list => new PlainValue.List([.. list.Items.Select(item => Fill(item, name))]),
        PlainValue.Map map => new PlainValue.Map(
            map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Fill(entry.Value, name))).ToValueMap()),
        PlainValue.Text { Value: var text } when text.Contains("${", StringComparison.Ordinal) => Text(text, name),
        _ => value,
    };

    private PlainValue.Text Text(string text, string name)
    {
        var (filled, problem) = Template.Fill(text, other => raw.ContainsKey(other) ? Of(other) : null);
        if (problem is not null)
            Problems.TryAdd(name, problem);
        return new PlainValue.Text(filled);
    }
}
