
namespace Router.Documents.Yaml.Reading;

/// <summary>
/// Text to a tree. Takes the plain part of YAML 1.2 that a configuration needs: one document of maps, lists and scalars in every
/// style. Anchors, aliases, tags other than <c>!secret</c>, directives and keys that are no scalars are problems, as are keys given
/// twice.
/// </summary>
internal sealed class YamlReader
{
    private readonly YamlContext context;
    private readonly YamlCursor cursor;

    private YamlReader(YamlContext context) => (this.context, cursor) = (context, context.Cursor);

    /// <summary>Null: the text is no YAML at all, and <paramref name="problems"/> says where it breaks.</summary>
    public static YamlNode? Read(string text, List<Problem> problems)
    {
        try
        {
            return new YamlReader(new YamlContext(text, problems)).ReadDocument();
        }
        catch (YamlTrouble trouble)
        {
            problems.Add(trouble.Problem);
            return null;
        }
    }

    private YamlNode ReadDocument()
    {
        cursor.SkipSpace();
        if (cursor.AtEnd)
            return new YamlMap([]) { Line = 1, Column = 1 };
        if (cursor is { Current: '%', Indent: 0 })
            throw context.Broken(cursor.Place, "directives (%) are not taken", "remove the line");
        var marked = cursor.AtMarker && cursor.Current == '-';
        if (marked)
            cursor.Skip(3);
        var root = new BlockReader(context).ReadRoot(marked);
        cursor.SkipSpace();
        while (cursor.AtMarker && cursor.Current == '.')
        {
            cursor.Skip(3);
            cursor.SkipSpace();
        }
        if (root.Inactive)
            context.Report(
                new(root.Start, root.Line, root.Column),
                "the whole document cannot be without effect",
                "put !inactive behind the key that is to have none");
        if (cursor.AtEnd)
            return root;
        throw cursor.AtMarker
            ? context.Broken(
                cursor.Place, "a second document starts here", "a file holds one document; remove everything from this '---' on")
            : context.NotYaml(cursor.Place, "this belongs to nothing above it", "indent it as the lines that it goes with");
    }
}
