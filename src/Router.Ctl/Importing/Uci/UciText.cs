using System.Text;

namespace Router.Ctl.Importing.Uci;

/// <summary>Bytes of a file of <c>/etc/config</c> to its sections. Never throws on bytes.</summary>
internal static class UciText
{
    /// <summary>Where configurations lie on their router.</summary>
    public const string Folder = "etc/config";

    private const char ByteOrderMark = '\ufeff';

    public static UciFile Read(string package, ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(package);
        foreach (var statement in new UciLexer(Encoding.UTF8.GetString(bytes).TrimStart(ByteOrderMark)).Statements())
            reader.Take(statement);
        return reader.File;
    }

    private sealed class Reader(string package)
    {
        private readonly List<UciSection> sections = [];
        private readonly List<(SourceLine, string)> faults = [];
        private readonly Dictionary<string, int> counts = [];
        private UciSection? current;

        public UciFile File => new(package, sections, faults);

        public void Take(UciLexer.Statement statement)
        {
            var words = statement.Words;
            if (statement.Fault is { } fault)
                Fault(statement, fault);
            // What is cut off may still say what it is about; its value is not to be trusted.
            if (words.Count == 0 || (statement.Fault is not null && words is not ["config" or "c", ..]))
                return;
            switch (words)
            {
                case ["config" or "c", var type]:
                    Begin(type, null, statement);
                    break;
                case ["config" or "c", var type, var name]:
                    Begin(type, name.Length == 0 ? null : name, statement);
                    break;
                case ["option" or "o" or "list" or "l", _, _] when current is null:
                    Fault(statement, "stands before the first section");
                    break;
                case ["option" or "o" or "list" or "l", var name, var value]:
                    current.Lines.Add(new(Place(statement, $"{current.Path}.{name}"), name, value, words[0][0] == 'l'));
                    break;
                case ["option" or "o" or "list" or "l", var name] when current is not null:
                    // No value is the same as an empty one, which takes an option away.
                    current.Lines.Add(new(Place(statement, $"{current.Path}.{name}"), name, "", words[0][0] == 'l'));
                    break;
                case ["package" or "p", _]:
                    break;
                case ["config" or "c" or "option" or "o" or "list" or "l" or "package" or "p", ..]:
                    Fault(statement, "has more words, or fewer, than UCI takes");
                    break;
                default:
                    Fault(statement, "begins with none of config, option, list and package");
                    break;
            }
        }

        /// <summary>One name is one section, wherever in the file it goes on.</summary>
        private void Begin(string type, string? name, UciLexer.Statement statement)
        {
            current = name is null ? null : sections.Find(section => section.Name == name && section.Type == type);
            if (current is not null)
                return;
            var index = Count(type);
            var path = name is null ? $"{package}.@{type}[{index}]" : $"{package}.{name}";
            current = new(package, type, name, path, Place(statement, path));
            sections.Add(current);
        }

        /// <summary>Named ones count as well: <c>@rule[3]</c> is the fourth of all.</summary>
        private int Count(string type)
        {
            var index = counts.GetValueOrDefault(type);
            counts[type] = index + 1;
            return index;
        }

        private void Fault(UciLexer.Statement statement, string fault) =>
            faults.Add((Place(statement, package), fault));

        private SourceLine Place(UciLexer.Statement statement, string path) => new($"{Folder}/{package}", statement.Line, path);
    }
}
