using Router.Core.Config.Shapes;
using Router.Core.Config.Yaml;
using Router.Core.Config.Yaml.Reading;
using Router.Core.Problems;
using Router.Core.Values;

namespace Router.Core.Config;

/// <summary>Other YAML files of this product (an inventory, a board) in the same way as a configuration: every problem at once, with its place.</summary>
public static class ShapeReader
{
    /// <summary>Never throws on bytes. Null with problems when not even a part could be read.</summary>
    public static (T? Value, ValueList<Problem> Problems) Read<T>(ReadOnlyMemory<byte> utf8, Shape<T> shape)
        where T : class
    {
        List<Problem> problems = [];
        if (!YamlText.TryDecode(utf8.Span, out var text, out var problem))
            return (null, [problem]);
        if (YamlReader.Read(text, problems) is not { } root)
            return (null, [.. problems]);
        shape.TryBind(root, new Binding(problems), out var value);
        problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        return (value, [.. problems]);
    }
}
