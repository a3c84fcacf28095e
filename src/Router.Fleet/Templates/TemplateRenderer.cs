using System.Text;
using Router.Documents;
using Router.Documents.Shapes;
using Router.Fleet.Inventories;

namespace Router.Fleet.Templates;

/// <summary>The text of a template file; null: <paramref name="problem"/> says why there is none.</summary>
public delegate string? TemplateText(string path, out Problem problem);

/// <summary>
/// Makes a document of a template: variables (<see cref="Template"/>), other files (<c>${include FILE}</c>, relative to the file that says
/// it, as deep as the word stands) and lines for each entry of a list (<c>${for NAME in LIST}</c> to <c>${end}</c>).
/// </summary>
public sealed class TemplateRenderer(TemplateText read)
{
    /// <summary>Lines that a document may have: loops in loops grow fast.</summary>
    private const int MostLines = 500_000;

    /// <summary>Every problem at once.</summary>
    public RenderedDocument Render(string path, ValueMap<string, PlainValue> variables)
    {
        var work = new Work(read);
        if (work.Parse(path, null) is { } lines)
            work.Write(path, lines, new Scope(null, "", null, variables), "", [path]);
        return new RenderedDocument(work.Text.ToString(), work.Origins, [.. work.Problems.Distinct()]);
    }

    /// <summary>Variables, and those of the loops around.</summary>
    private sealed record Scope(Scope? Outer, string Name, PlainValue? Value, ValueMap<string, PlainValue> Variables)
    {
        public PlainValue? Find(string name) =>
            Value is not null && Name == name ? Value : Outer is { } outer ? outer.Find(name) : Variables.GetValueOrDefault(name);
    }

    private sealed class Work(TemplateText read)
    {
        private readonly Dictionary<string, IReadOnlyList<TemplateLine>?> files = [];

        public StringBuilder Text { get; } = new();

        public List<LineOrigin> Origins { get; } = [];

        public List<Problem> Problems { get; } = [];

        /// <param name="path">A file.</param>
        /// <param name="by">Who includes it; null: nobody.</param>
        public IReadOnlyList<TemplateLine>? Parse(string path, (string File, int Line)? by)
        {
            if (files.TryGetValue(path, out var known))
                return known;
            if (read(path, out var problem) is { } text)
            {
                // The end of the last line begins no other one.
                var lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
                return files[path] = [.. lines.Select((line, index) => TemplateLine.Parse(line, index + 1))];
            }
            Problems.Add(by is var (file, line1)
                ? new Problem("", $"include {path}: {problem.Message}", problem.Hint, line1, 1) { File = file }
                : problem with { File = path });
            return files[path] = null;
        }

        public void Write(string path, IReadOnlyList<TemplateLine> lines, Scope scope, string indent, ValueList<string> chain)
        {
            for (var at = 0; at < lines.Count && Origins.Count < MostLines; at++)
            {
                switch (lines[at])
                {
                    case TemplateLine.Text line:
                        Line(path, line, scope, indent);
                        break;
                    case TemplateLine.Include include:
                        Include(path, include, scope, indent, chain);
                        break;
                    case TemplateLine.For loop:
                        var end = EndOf(lines, at);
                        if (end < 0)
                            Tell(path, loop, $"for {loop.Name} in {loop.List} has no end", "write ${end} behind its last line");
                        else
                            Loop(path, loop, [.. lines.Skip(at + 1).Take(end - at - 1)], scope, indent, chain);
                        at = end < 0 ? lines.Count : end;
                        break;
                    case TemplateLine.End stray:
                        Tell(path, stray, "${end} ends nothing", "${for NAME in LIST} begins what it ends");
                        break;
                }
            }
            if (Origins.Count >= MostLines)
                Problems.Add(new Problem("", $"it becomes longer than {MostLines:N0} lines") { File = path });
        }

        private void Loop(
            string path, TemplateLine.For loop, IReadOnlyList<TemplateLine> body, Scope scope, string indent, ValueList<string> chain)
        {
            var value = Template.Find(loop.List, scope.Find);
            if (value is PlainValue.List list)
            {
                foreach (var item in list.Items)
                    Write(path, body, new Scope(scope, loop.Name, item, scope.Variables), indent, chain);
            }
            else
            {
                Tell(
                    path, loop, value is null ? $"there is no variable {loop.List}" : $"{loop.List} is no list",
                    value is null ? null : "loops go over lists: [a, b]");
            }
        }

        private void Include(string path, TemplateLine.Include include, Scope scope, string indent, ValueList<string> chain)
        {
            var wrong = false;
            var name = Template.Fill(include.File, scope.Find, (_, message, hint) =>
            {
                wrong = true;
                Tell(path, include, message, hint);
            });
            if (wrong)
                return;
            var file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path) ?? "", name));
            file = Path.IsPathRooted(path) ? file : Path.GetRelativePath(Path.GetFullPath("."), file);
            if (chain.Contains(file))
                Tell(
                    path, include, $"files include each other in a circle: {string.Join(" > ", [.. chain, file])}",
                    "take one of them out");
            else if (Parse(file, (path, include.Number)) is { } lines)
                Write(file, lines, scope, indent + include.Indent, [.. chain, file]);
        }

        private void Line(string path, TemplateLine.Text line, Scope scope, string indent)
        {
            var text = Template.Fill(
                line.Value, scope.Find,
                (at, message, hint) => Problems.Add(new Problem("", message, hint, line.Number, at + 1) { File = path }));
            if (text.Length > 0)
                Text.Append(indent).Append(text);
            Text.Append('\n');
            Origins.Add(new LineOrigin(path, line.Number, indent.Length));
        }

        private void Tell(string path, TemplateLine line, string message, string? hint) =>
            Problems.Add(new Problem("", message, hint, line.Number, line.Indent.Length + 1) { File = path });

        private static int EndOf(IReadOnlyList<TemplateLine> lines, int loop)
        {
            var depth = 0;
            for (var at = loop; at < lines.Count; at++)
            {
                depth += lines[at] switch { TemplateLine.For => 1, TemplateLine.End => -1, _ => 0 };
                if (depth == 0)
                    return at;
            }
            return -1;
        }
    }
}
