using System.Diagnostics.CodeAnalysis;
using Router.Documents.Yaml;

namespace Router.Documents.Shapes;

/// <summary>A value of no shape in particular, as a file of values has it.</summary>
public abstract record PlainValue
{
    private PlainValue()
    {
    }

    public sealed record Text(string Value) : PlainValue
    {
        public override string ToString() => Value;
    }

    public sealed record List(ValueList<PlainValue> Items) : PlainValue
    {
        public override string ToString() => $"[{string.Join(", ", Items.Select(InFlow))}]";
    }

    public sealed record Map(ValueMap<string, PlainValue> Entries) : PlainValue
    {
        public override string ToString() => $"{{ {string.Join(", ", Entries.Select(entry => $"{entry.Key}: {InFlow(entry.Value)}"))} }}";
    }

    private static string InFlow(PlainValue value) => value is Text { Value: var text }
        ? YamlQuoting.NeedsQuotes(text, inFlow: true) && text is not ("true" or "false") && !text.All(char.IsAsciiDigit)
            ? YamlQuoting.Quote(text)
            : text
        : value.ToString();
}

/// <summary>Takes whatever stands there but secrets.</summary>
public sealed class AnyShape : Shape<PlainValue>
{
    public static readonly AnyShape Instance = new();

    private AnyShape()
    {
    }

    public override string TypeName => "value";

    public override string? Example => "192.0.2.1/24";

    internal override bool TryBind(YamlNode node, Binding binding, [MaybeNullWhen(false)] out PlainValue value)
    {
        value = Of(node, binding);
        return value is not null;
    }

    internal override YamlNode Write(PlainValue value) => value switch
    {
        PlainValue.List list => new YamlSequence([.. list.Items.Select(Write)]),
        PlainValue.Map map => new YamlMap([.. map.Entries.Select(entry => new YamlEntry(new YamlScalar(entry.Key), Write(entry.Value)))]),
        _ => new YamlScalar(value.ToString()),
    };

    /// <summary>Null: the binding has been told why.</summary>
    private static PlainValue? Of(YamlNode node, Binding binding)
    {
        switch (node)
        {
            case YamlScalar { Secret: true }:
                binding.Report(node, "a secret cannot stand here", "write !secret NAME in the configuration itself");
                return null;
            case YamlScalar scalar when scalar.Value.AsSpan().ContainsAny('\n', '\r'):
                binding.Report(node, "must be one line");
                return null;
            case YamlScalar scalar:
                return new PlainValue.Text(scalar.IsNothing ? "" : scalar.Value);
            case YamlSequence list:
                var items = list.Items.Where(item => !item.Inactive).Select(item => Of(item, binding)).ToList();
                return items.Contains(null) ? null : new PlainValue.List([.. items.OfType<PlainValue>()]);
            case YamlMap map:
                var entries = map.Entries.Where(entry => !entry.Value.Inactive)
                    .Select(entry => (entry.Key.Value, Value: Of(entry.Value, binding)))
                    .ToList();
                return entries.Exists(entry => entry.Value is null)
                    ? null
                    : new PlainValue.Map(entries.Select(entry => KeyValuePair.Create(entry.Item1, entry.Value!)).ToValueMap());
            default:
                return null;
        }
    }
}
