using System.Diagnostics;
using Router.Documents;
using Router.Documents.Yaml;
using SharpYaml;
using SharpYaml.Events;

namespace Router.Core.Tests.Config.Yaml;

/// <summary>The same tree, by a library's parser: the judge of ours.</summary>
internal sealed class SharpYamlReader
{
    /// <summary>The deepest path of the model has 7 steps.</summary>
    private const int MaximumDepth = 32;

    private const int FewEntries = 12;

    private readonly IParser parser;
    private readonly List<Problem> problems;
    private readonly List<(string? Key, int Item)> path = [];
    private readonly string[] keys = new string[256];

    private SharpYamlReader(IParser parser, List<Problem> problems) => (this.parser, this.problems) = (parser, problems);

    /// <summary>Null: the text is no YAML at all, and <paramref name="problems"/> says where it breaks.</summary>
    public static YamlNode? Read(string text, List<Problem> problems)
    {
        try
        {
            return new SharpYamlReader(Parser.CreateParser(new StringReader(text)), problems).ReadStream();
        }
        catch (DocumentException error)
        {
            problems.Add(error.Problem);
        }
        catch (YamlException error)
        {
            problems.Add(new Problem("", Plain(error), "see the lines just above as well", error.Start.Line + 1, error.Start.Column + 1));
        }
        catch (ArgumentOutOfRangeException error)
        {
            // What it does with the number of half a character.
            problems.Add(new Problem("", error.Message));
        }
        return null;
    }

    private static string Plain(YamlException error)
    {
        var message = error.Message;
        var colon = message.IndexOf("): ", StringComparison.Ordinal);
        message = message.StartsWith('(') && colon >= 0 ? message[(colon + 3)..] : message;
        return $"not YAML: {char.ToLowerInvariant(message[0])}{message[1..].TrimEnd('.')}";
    }

    private YamlNode ReadStream()
    {
        Next();
        Next();
        if (parser.Current is StreamEnd)
            return Empty();
        Next();
        var root = ReadNode(parser.Current!, 0);
        Next();
        Next();
        if (parser.Current is DocumentStart second)
            throw Broken(second, "a second document starts here", "a file holds one document; remove everything from this '---' on");
        return root;
    }

    private static YamlMap Empty() => new([]) { Line = 1, Column = 1 };

    private void Next()
    {
        if (!parser.MoveNext())
            throw new UnreachableException();
    }

    private YamlNode ReadNode(ParsingEvent current, int depth)
    {
        if (depth > MaximumDepth)
            throw Broken(current, $"nested more than {MaximumDepth} deep", null);
        if (current is AnchorAlias alias)
            throw Broken(alias, "aliases (*name) are not taken", "write the value out");
        var node = (NodeEvent)current;
        if (node.Anchor is { Length: > 0 })
            throw Broken(node, "anchors (&name) are not taken", "write the value out where it is needed");
        if (node.Tag is { Length: > 0 } tag && (tag != "!secret" || node is not Scalar))
            Report(node, $"the tag {Shown(tag)} is not taken", "the only tag is !secret NAME");
        return node switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart start => ReadSequence(start, depth),
            MappingStart start => ReadMap(start, depth),
            _ => throw new UnreachableException(),
        };
    }

    private static YamlScalar ReadScalar(Scalar scalar) => ReadScalar(scalar, scalar.Value);

    private static YamlScalar ReadScalar(Scalar scalar, string value) => new(value)
    {
        Start = scalar.Start.Index,
        End = scalar.End.Index,
        Line = scalar.Start.Line + 1,
        Column = scalar.Start.Column + 1,
        Plain = scalar.Style == ScalarStyle.Plain,
        Block = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded,
        Secret = scalar.Tag == "!secret",
    };

    private YamlSequence ReadSequence(SequenceStart start, int depth)
    {
        List<YamlNode> items = [];
        for (Next(); parser.Current is not SequenceEnd; Next())
        {
            path.Add((null, items.Count + 1));
            items.Add(ReadNode(parser.Current!, depth + 1));
            path.RemoveAt(path.Count - 1);
        }
        var flow = start.Style == YamlStyle.Flow;
        return new(items)
        {
            Start = start.Start.Index,
            End = flow || items.Count == 0 ? EndOf(parser.Current, flow) : items[^1].End,
            Line = start.Start.Line + 1,
            Column = start.Start.Column + 1,
            Flow = flow,
        };
    }

    private YamlMap ReadMap(MappingStart start, int depth)
    {
        List<YamlEntry> entries = [];
        Dictionary<string, int>? lines = null;
        for (Next(); parser.Current is not MappingEnd; Next())
        {
            if (parser.Current is not Scalar { Tag: null or "", Anchor: null or "" } name)
                throw Broken(parser.Current!, "a key has to be plain text", "write key: value");
            var key = ReadScalar(name, Once(name.Value));
            Next();
            path.Add((key.Value, 0));
            var value = ReadNode(parser.Current!, depth + 1);
            if (FirstLine(key, entries, ref lines) is { } first)
                Report(name, $"given twice, first in line {first}", "keep one of the two");
            else
                entries.Add(new YamlEntry(key, value));
            path.RemoveAt(path.Count - 1);
        }
        var flow = start.Style == YamlStyle.Flow;
        return new(entries)
        {
            Start = start.Start.Index,
            End = flow || entries.Count == 0 ? EndOf(parser.Current, flow) : Math.Max(entries[^1].Key.End, entries[^1].Value.End),
            Line = start.Start.Line + 1,
            Column = start.Start.Column + 1,
            Flow = flow,
        };
    }

    /// <summary>The same object for the keys that come again and again: a big document says "zone" ten thousand times.</summary>
    private string Once(string key)
    {
        ref var slot = ref keys[(uint)string.GetHashCode(key, StringComparison.Ordinal) % (uint)keys.Length];
        return slot == key ? slot : slot = key;
    }

    /// <summary>Where the map has the key already; null: nowhere. Most maps are too small for a table to pay.</summary>
    private static int? FirstLine(YamlScalar key, List<YamlEntry> entries, ref Dictionary<string, int>? lines)
    {
        if (entries.Count < FewEntries)
        {
            foreach (var entry in entries)
            {
                if (entry.Key.Value == key.Value)
                    return entry.Key.Line;
            }
            return null;
        }
        lines ??= entries.ToDictionary(entry => entry.Key.Value, entry => entry.Key.Line);
        return lines.TryAdd(key.Value, key.Line) ? null : lines[key.Value];
    }

    /// <summary>The parser's mark stands before the closing bracket.</summary>
    private static int EndOf(ParsingEvent end, bool flow) => end.End.Index + (flow ? 1 : 0);

    private void Report(ParsingEvent at, string message, string? hint) =>
        problems.Add(new Problem(ConfigPath.Join(PathWords), message, hint, at.Start.Line + 1, at.Start.Column + 1));

    private DocumentException Broken(ParsingEvent at, string message, string? hint) =>
        new(new Problem(ConfigPath.Join(PathWords), message, hint, at.Start.Line + 1, at.Start.Column + 1));

    private IEnumerable<string> PathWords => [.. path.Select(step => step.Key ?? $"{step.Item}")];

    private static string Shown(string tag) => tag.Length <= 40 ? tag : $"{tag.AsSpan(0, 40)}…";

    /// <summary>Reading cannot go on.</summary>
    private sealed class DocumentException(Problem problem) : Exception
    {
        public Problem Problem { get; } = problem;
    }
}
