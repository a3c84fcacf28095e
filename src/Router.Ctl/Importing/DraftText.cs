using System.Globalization;
using System.Text;
using Router.Documents.Yaml;

namespace Router.Ctl.Importing;

/// <summary>A draft as a document, with the lines that each place came of behind it.</summary>
internal sealed class DraftText
{
    /// <summary>More of them behind one place nobody reads; the report has all.</summary>
    private const int MostOrigins = 3;

    private readonly StringBuilder text = new();
    private readonly List<DraftLine> lines = [];

    private DraftText(string header)
    {
        foreach (var line in header.Split('\n'))
            End(line, [], []);
    }

    /// <summary>The document, and what stands on each of its lines.</summary>
    public static (string Text, IReadOnlyList<DraftLine> Lines) Of(Draft draft, string header)
    {
        var writer = new DraftText(header);
        writer.Children(draft.Root, 0, []);
        return (writer.text.ToString(), writer.lines);
    }

    private void Children(DraftNode node, int indent, string[] path)
    {
        var order = Order(path);
        foreach (var child in node.Children.OrderBy(child => Array.IndexOf(order, child.Key)))
            Child(child, $"{new string(' ', indent)}{Quoted(child.Key, inFlow: false)}:", indent, [.. path, child.Key]);
    }

    /// <summary>Of sections; what is none of them keeps the order in which it came.</summary>
    private static string[] Order(ReadOnlySpan<string> path) => path switch
    {
        [] => ["system", "interfaces", "routes", "routing", "firewall", "services"],
        ["firewall"] => ["fast-path", "sets", "policies", "rules", "nat", "marks"],
        _ => [],
    };

    private void Child(DraftNode node, string start, int indent, string[] path)
    {
        var tag = node.Inactive ? " !inactive" : "";
        switch (node.Kind)
        {
            case DraftKind.Value:
                End($"{start}{tag} {Value(node, inFlow: false)}", node.Origins, path);
                break;
            case DraftKind.List:
                List(node, $"{start}{tag} [", path);
                break;
            case DraftKind.Map when node.Children.Count == 0:
                End($"{start}{tag} {{}}", node.Origins, path);
                break;
            case DraftKind.Map:
                End($"{start}{tag}", node.Origins, path);
                Children(node, indent + 2, path);
                break;
            default:
                End(start, node.Origins, path);
                foreach (var entry in node.Children)
                    Entry(entry, Draft.EntryKey(path)!, indent + 2, [.. path, entry.Key]);
                break;
        }
    }

    private void List(DraftNode node, string line, string[] path)
    {
        List<(int, string)> items = [];
        foreach (var item in node.Children)
        {
            line += items.Count == 0 ? "" : ", ";
            items.Add((line.Length + 1, item.Key));
            line += Value(item, inFlow: true);
        }
        End($"{line}]", node.AllOrigins, path, items);
    }

    private void Entry(DraftNode entry, string key, int indent, string[] path)
    {
        var dash = $"{new string(' ', indent)}- ";
        if (entry.Inactive)
        {
            End($"{dash}!inactive", [], path);
            dash = new string(' ', indent + 2);
        }
        End($"{dash}{key}: {Quoted(entry.Key, inFlow: false)}", entry.Origins, path);
        Children(entry, indent + 2, path);
    }

    private void End(
        string line, IEnumerable<SourceLine> origins, string[] path, IReadOnlyList<(int Column, string Item)>? items = null)
    {
        var all = origins.ToList();
        text.Append(line);
        if (all.Count > 0)
        {
            text.Append(" # ").AppendJoin(" and ", all.Take(MostOrigins).Select(origin => Remark($"{origin}")));
            if (all.Count > MostOrigins)
                text.Append(CultureInfo.InvariantCulture, $" and {all.Count - MostOrigins} more");
        }
        text.Append('\n');
        lines.Add(new(path, items ?? []));
    }

    /// <summary>Names of sections come from outside.</summary>
    private static string Remark(string origin) => new([.. origin.Select(c => c is >= ' ' and <= '~' ? c : '?')]);

    private static string Value(DraftNode node, bool inFlow) =>
        node.Secret ? $"!secret {Quoted(node.Text, inFlow)}" : IsTyped(node.Text) ? node.Text : Quoted(node.Text, inFlow);

    /// <summary>Numbers and switches stand without quotes.</summary>
    private static bool IsTyped(string text) =>
        text is "true" or "false" || (text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0'));

    private static string Quoted(string text, bool inFlow) => YamlQuoting.NeedsQuotes(text, inFlow) ? YamlQuoting.Quote(text) : text;
}

/// <summary>What stands on a line of the text. <paramref name="Items"/>: of a list, each with the column that it begins in, from
/// 1.</summary>
internal sealed record DraftLine(string[] Path, IReadOnlyList<(int Column, string Item)> Items);
