using Router.Documents.Yaml;
using Router.Documents.Yaml.Reading;

namespace Router.Documents.Shapes;

/// <summary>
/// Other YAML files of this product (an inventory, a board) in the same way as a configuration: every problem at once, with its place.
/// </summary>
public static class ShapeReader
{
    /// <summary>Never throws on bytes. Null with problems when not even a part could be read.</summary>
    public static (T? Value, ValueList<Problem> Problems) Read<T>(ReadOnlyMemory<byte> utf8, Shape<T> shape, ForeignKeys? foreign = null)
        where T : class
    {
        List<Problem> problems = [];
        if (!YamlText.TryDecode(utf8.Span, out var text, out var problem))
            return (null, [problem]);
        if (YamlReader.Read(text, problems) is not { } root)
            return (null, [.. problems]);
        shape.TryBind(root, new Binding(problems) { Foreign = foreign ?? ForeignKeys.None }, out var value);
        problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        return (value, [.. problems]);
    }
}
