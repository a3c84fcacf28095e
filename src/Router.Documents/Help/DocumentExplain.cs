using System.Text;
using Router.Documents.Editing;
using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Help;

/// <summary>One key or word and what it does.</summary>
public sealed record Explained(string Name, string Help);

/// <summary>
/// What stands at a path. <paramref name="Choices"/> are the words that may stand there, <paramref name="Keys"/> the
/// keys below; <paramref name="Setting"/> says how <c>set</c> takes more than one value. Null members have nothing to say.
/// </summary>
public sealed record Explanation(
    string Path, string Help, string Type, string? Unit, string? Range, string? Default, string? Example, bool Required,
    ValueList<Explained> Choices, ValueList<Explained> Keys, string? Setting = null)
{
    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(Path.Length == 0 ? "(the document)" : Path).Append("  ").AppendLine(Help);
        Row(text, "type", Type);
        Row(text, "unit", Unit);
        Row(text, "range", Range);
        Row(text, "default", Required ? "none, the key is needed" : Default);
        Row(text, "example", Example);
        Row(text, "set", Setting);
        Rows(text, "one of", Choices);
        Rows(text, "keys", Keys);
        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, string? value)
    {
        if (value is not null)
            text.Append("  ").Append(name.PadRight(9)).AppendLine(value);
    }

    private static void Rows(StringBuilder text, string name, ValueList<Explained> rows)
    {
        var width = rows.Select(r => r.Name.Length).DefaultIfEmpty().Max();
        foreach (var row in rows)
        {
            Row(text, name, $"{row.Name.PadRight(width)}  {row.Help}");
            name = "";
        }
    }
}

/// <summary><c>explain PATH</c>: what the shapes know of a place.</summary>
public static class DocumentExplain
{
    /// <summary>Names that the admin chooses may be any word (<c>interfaces NAME mtu</c>). Exactly one of the two is null.</summary>
    public static (Explanation? Explanation, Problem? Problem) Explain(DocumentModel model, IReadOnlyList<string> path)
    {
        var walk = Walk.Along(model, null, path, anyName: true);
        if (walk.Problem is { } unknown)
            return (null, unknown);
        if (walk.Rest.Count > 0)
            return (null, new Problem(ConfigPath.Join(path), $"nothing is below {walk.Last.Word}, it is a {walk.Last.Shape.TypeName}"));
        return (Of(walk.Last, path), null);
    }

    private static Explanation Of(Step step, IReadOnlyList<string> path)
    {
        var scalar = Scalar(step.Shape);
        var record = (step.Shape as IMapShape)?.Item ?? (step.Shape as IListShape)?.Item ?? step.Shape;
        var words = (step.Shape as IEitherShape)?.Word as IScalarShape;
        return new Explanation(
            ConfigPath.Join(path),
            step.Field?.Help ?? (step.Shape as IRecordShape)?.Help ?? $"One of {step.Parent?.Field?.Name}.",
            step.Shape.TypeName,
            scalar?.Unit,
            Range(scalar),
            Default(step.Field),
            step.Shape.Example,
            step.Field?.Required ?? false,
            [.. ((step.Shape as IRecordShape)?.Word?.Keywords ?? words?.Keywords ?? [])
                .Concat(scalar?.Keywords ?? [])
                .Select(k => new Explained(k.Text, k.Help))],
            [.. ((record as IRecordShape)?.Fields ?? []).Select(f => new Explained(f.Name, f.Help))],
            ListValues.ItemOf(step.Shape) is null ? null : "each value is added; [VALUE, ...] says the whole list");
    }

    private static IScalarShape? Scalar(Shape shape) => shape as IScalarShape ?? ListValues.ItemOf(shape);

    private static string? Range(IScalarShape? shape) => shape?.Bounds is { } bounds ? $"{bounds.Least} to {bounds.Most}" : null;

    private static string? Default(IField? field) => field?.Default switch
    {
        null or YamlMap or YamlSequence { Items.Count: 0 } => null,
        var node => YamlWriter.Flow(node, inFlow: false),
    };

    /// <summary>One line on what a scalar takes.</summary>
    internal static string Sort(IScalarShape shape) => string.Join(", ", new[]
    {
        shape.Bounds is null ? null : $"{Range(shape)}{(shape.Unit is null ? "" : $" {shape.Unit}")}",
        shape.Example is null ? null : $"for example {shape.Example}",
    }.OfType<string>());
}
