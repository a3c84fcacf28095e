
namespace Router.Documents.Yaml.Reading;

/// <summary>Scalars of every style.</summary>
internal static class ScalarReader
{
    /// <summary>Plain or quoted. The place is then behind its last character.</summary>
    public static YamlScalar Read(YamlContext context, int indent, bool inFlow)
    {
        var cursor = context.Cursor;
        var start = cursor.Place;
        var quoted = cursor.Current is '"' or '\'';
        var value = quoted ? QuotedText.Read(context) : PlainText.Read(context, indent, inFlow);
        return new(value) { Start = start.At, End = cursor.At, Line = start.Line, Column = start.Column, Plain = !quoted };
    }

    /// <summary><c>|</c> or <c>&gt;</c> and the lines below it.</summary>
    public static YamlScalar ReadBlock(YamlContext context, int indent)
    {
        var start = context.Cursor.Place;
        var (value, end) = BlockText.Read(context, indent);
        return new(value) { Start = start.At, End = end, Line = start.Line, Column = start.Column, Plain = false, Block = true };
    }

    /// <summary>Where a value could stand.</summary>
    public static YamlScalar Nothing(YamlPlace at) => new("") { Start = at.At, End = at.At, Line = at.Line, Column = at.Column };

    /// <summary>The scalar with what stands before it.</summary>
    public static YamlScalar Tagged(YamlContext context, YamlScalar scalar, YamlTag? tag)
    {
        if (tag is null)
            return scalar;
        if (!tag.IsSecret)
            tag.Refuse(context);
        return new(scalar.Value)
        {
            Start = tag.Place.At,
            End = Math.Max(scalar.End, tag.End),
            Line = tag.Place.Line,
            Column = tag.Place.Column,
            Plain = scalar.Plain,
            Block = scalar.Block,
            Secret = tag.IsSecret,
            Inactive = tag.IsInactive,
        };
    }
}
