using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Core.Tests.Services.Text;

/// <summary>
/// Leaves that take text, found by walking the shapes. A leaf's path has <c>*</c> for names that people choose, <c>!</c> stands behind the
/// names themselves.
/// </summary>
internal static class TextLeaves
{
    public static IEnumerable<string> Of(Shape shape, string path = "") => shape switch
    {
        IRecordShape record =>
            record.Fields.SelectMany(f => Of(f.Shape, $"{path} {f.Name}")).Concat(record.List is { } list ? Of(list, path) : []),
        IMapShape map => Of(map.Key, $"{path} !").Concat(Of(map.Item, $"{path} *")),
        IListShape list => Of(list.Item, path),
        IEitherShape either => Of(either.Word, path).Concat(Of(either.List, path)),
        IScalarShape scalar when IsText(scalar) => [path.TrimStart()],
        _ => [],
    };

    /// <summary>The leaves of a document in their order.</summary>
    public static IEnumerable<(string Path, IScalarShape Shape, YamlScalar Node)> Of(Shape shape, YamlNode node)
    {
        List<(string, IScalarShape, YamlScalar)> leaves = [];
        Map(shape, node, (path, scalar, leaf) =>
        {
            leaves.Add((path.TrimStart(), scalar, leaf));
            return leaf;
        });
        return leaves;
    }

    /// <summary>The document with every such leaf put through <paramref name="change"/>.</summary>
    public static YamlNode Map(Shape shape, YamlNode node, Func<string, IScalarShape, YamlScalar, YamlScalar> change, string path = "") =>
        (shape, node) switch
        {
            (IRecordShape { List: { } list }, YamlSequence or YamlScalar) => Map(list, node, change, path),
            (IRecordShape record, YamlMap map) =>
                Rebuilt(map, e => new YamlEntry(e.Key, Map(record.Find(e.Key.Value)!.Shape, e.Value, change, $"{path} {e.Key.Value}"))),
            (IMapShape keyed, YamlMap map) => Rebuilt(map, e => new YamlEntry(
                (YamlScalar)Map(keyed.Key, e.Key, change, $"{path} !"), Map(keyed.Item, e.Value, change, $"{path} *"))),
            (IListShape list, YamlSequence sequence) =>
                new YamlSequence([.. sequence.Items.Select(item => Map(list.Item, item, change, path))]),
            (IListShape list, YamlScalar) => Map(list.Item, node, change, path),
            (IEitherShape either, YamlSequence) => Map(either.List, node, change, path),
            (IScalarShape scalar, YamlScalar leaf) when IsText(scalar) => change(path, scalar, leaf),
            _ => node,
        };

    private static YamlMap Rebuilt(YamlMap map, Func<YamlEntry, YamlEntry> change) => new([.. map.Entries.Select(change)]);

    private static bool IsText(IScalarShape shape) => shape is { JsonType: "string", Closed: false };
}
