using System.Text;

namespace Router.Documents.Yaml;

/// <summary>
/// A tree to text: maps as lines, lists of scalars in brackets, lists of maps with dashes. Quotes where YAML 1.1 or 1.2
/// would read something else than the text.
/// </summary>
internal sealed class YamlWriter(string newline)
{
    /// <summary>Lists longer than this are written with an entry a line.</summary>
    private const int LongestFlow = 100;

    private readonly StringBuilder text = new();

    /// <summary>Lines, each ended with <paramref name="newline"/>.</summary>
    public static string Block(YamlNode node, int indent, string newline = "\n")
    {
        var writer = new YamlWriter(newline);
        writer.WriteChildren(node, indent);
        return writer.text.ToString();
    }

    /// <summary><c>key: value</c> with whatever lines it takes, without the last line's end.</summary>
    public static string Entry(string key, YamlNode value, int indent, string newline)
    {
        var writer = new YamlWriter(newline);
        writer.WriteEntry(key, value, indent, first: false);
        return writer.text.ToString(0, writer.text.Length - newline.Length);
    }

    /// <summary><c>- item</c> with whatever lines it takes, without the last line's end.</summary>
    public static string Item(YamlNode item, int indent, string newline)
    {
        var writer = new YamlWriter(newline);
        writer.WriteItem(item, indent);
        return writer.text.ToString(0, writer.text.Length - newline.Length);
    }

    /// <summary>On one line, to stand inside brackets or behind a key.</summary>
    public static string Flow(YamlNode node, bool inFlow = true) => Tag(node) + (node switch
    {
        YamlScalar scalar => Scalar(scalar, inFlow),
        YamlSequence sequence => $"[{string.Join(", ", sequence.Items.Select(item => Flow(item)))}]",
        YamlMap { Entries.Count: 0 } => "{}",
        YamlMap map => $"{{ {string.Join(", ", map.Entries.Select(e => $"{Scalar(e.Key, true)}: {Flow(e.Value)}"))} }}",
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    private static string Tag(YamlNode node) => node.Inactive ? $"{YamlNode.InactiveTag} " : "";

    /// <summary>The node, without effect where <paramref name="before"/>, in whose place it comes, has none.</summary>
    public static YamlNode WithActivity(YamlNode node, YamlNode before) => before.Inactive == node.Inactive ? node : node switch
    {
        YamlScalar s =>
            new YamlScalar(s.Value) { Plain = s.Plain, Secret = s.Secret, Typed = s.Typed, Block = s.Block, Inactive = before.Inactive },
        YamlSequence s => new YamlSequence([.. s.Items]) { Flow = s.Flow, Inactive = before.Inactive },
        YamlMap m => new YamlMap([.. m.Entries]) { Flow = m.Flow, Inactive = before.Inactive },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>True: stands behind its key on the same line.</summary>
    public static bool IsInline(YamlNode node) => node switch
    {
        YamlScalar => true,
        YamlSequence sequence => sequence.Items.All(item => item is YamlScalar) && Flow(sequence).Length <= LongestFlow,
        YamlMap map => map.Entries.Count == 0,
        _ => false,
    };

    private void WriteChildren(YamlNode node, int indent)
    {
        if (node is YamlMap map)
        {
            foreach (var entry in map.Entries)
                WriteEntry(entry.Key.Value, entry.Value, indent, first: false);
        }
        else if (node is YamlSequence sequence)
        {
            foreach (var item in sequence.Items)
                WriteItem(item, indent);
        }
    }

    private void WriteEntry(string key, YamlNode value, int indent, bool first)
    {
        text.Append(' ', first ? 0 : indent).Append(Quoted(key, inFlow: false)).Append(':');
        if (IsInline(value))
        {
            text.Append(' ').Append(Flow(value, inFlow: value is not YamlScalar)).Append(newline);
            return;
        }
        text.Append(value.Inactive ? $" {YamlNode.InactiveTag}" : "").Append(newline);
        WriteChildren(value, indent + 2);
    }

    private void WriteItem(YamlNode item, int indent)
    {
        text.Append(' ', indent).Append("- ");
        if (item is not YamlMap { Entries.Count: > 0 } map)
        {
            text.Append(Flow(item, inFlow: item is not YamlScalar)).Append(newline);
            return;
        }
        if (map.Inactive)
            text.Append(YamlNode.InactiveTag).Append(newline);
        for (var i = 0; i < map.Entries.Count; i++)
            WriteEntry(map.Entries[i].Key.Value, map.Entries[i].Value, indent + 2, first: i == 0 && !map.Inactive);
    }

    private static string Scalar(YamlScalar scalar, bool inFlow)
    {
        // What was read without quotes can stand without them again, but for commas and brackets between brackets.
        var wasPlain = scalar is { Plain: true, Line: > 0 } && !inFlow;
        var body = scalar.Typed || wasPlain ? scalar.Value : Quoted(scalar.Value, inFlow);
        return scalar.Secret ? $"!secret {body}" : body;
    }

    private static string Quoted(string value, bool inFlow) => YamlQuoting.NeedsQuotes(value, inFlow) ? YamlQuoting.Quote(value) : value;
}
