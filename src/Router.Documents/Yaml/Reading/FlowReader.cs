
namespace Router.Documents.Yaml.Reading;

/// <summary>Nodes between brackets and braces, on one line or many (YAML 1.2, 7.4).</summary>
internal sealed class FlowReader(YamlContext context)
{
    private readonly YamlCursor cursor = context.Cursor;

    /// <summary>The place is at <c>[</c> or <c>{</c>, and then behind the bracket that closes it.</summary>
    public YamlNode ReadCollection(YamlTag? tag)
    {
        tag?.Refuse(context);
        var start = tag?.Place ?? cursor.Place;
        return cursor.Current == '[' ? ReadSequence(start, tag) : ReadMap(start, tag);
    }

    private YamlSequence ReadSequence(YamlPlace start, YamlTag? tag)
    {
        var open = cursor.Place;
        List<YamlNode> items = [];
        cursor.Skip();
        while (!AtClose(open, '[', ']'))
        {
            context.Enter(items.Count + 1);
            items.Add(ReadItem());
            context.Leave();
            SkipComma(open, '[', ']');
        }
        return new(items)
        {
            Start = start.At,
            End = cursor.At,
            Line = start.Line,
            Column = start.Column,
            Flow = true,
            Inactive = tag is { IsInactive: true }
        };
    }

    private YamlMap ReadMap(YamlPlace start, YamlTag? tag)
    {
        var open = cursor.Place;
        var map = new MapBuilder(context, start, tag);
        cursor.Skip();
        while (!AtClose(open, '{', '}'))
        {
            var key = ReadKey();
            map.Add(key, ReadValueOf(key));
            SkipComma(open, '{', '}');
        }
        return map.Flow(cursor.At);
    }

    /// <summary>A node, or <c>key: value</c> without braces, which is a map of one entry.</summary>
    private YamlNode ReadItem()
    {
        var start = cursor.Place;
        var node = ReadNode();
        if (!AtValueOf(node))
            return node;
        var map = new MapBuilder(context, start);
        var key = AsKey(node, start);
        map.Add(key, ReadValueOf(key));
        return map.Flow(cursor.At);
    }

    private YamlScalar ReadKey()
    {
        var start = cursor.Place;
        return AsKey(ReadNode(), start);
    }

    private YamlScalar AsKey(YamlNode node, YamlPlace start) =>
        node is YamlScalar { Block: false, Secret: false, Inactive: false } key
            ? key
            : throw context.Broken(start, "a key has to be plain text", "write key: value");

    private YamlNode ReadValueOf(YamlScalar key)
    {
        if (!AtValueOf(key))
        {
            cursor.SkipSpace();
            return ScalarReader.Nothing(cursor.Place);
        }
        cursor.Skip();
        if (key.Plain && !cursor.IsBlank(0) && cursor.Current is not (',' or '}' or ']'))
            throw context.NotYaml(cursor.Place, "no blank behind the ':'", "write key: value");
        cursor.SkipSpace();
        context.Enter(key.Value);
        var value = cursor.Current is ',' or '}' or ']' ? ScalarReader.Nothing(cursor.Place) : ReadNode();
        context.Leave();
        return value;
    }

    private bool AtValueOf(YamlNode key)
    {
        cursor.SkipBlanks();
        return cursor.Current == ':' && cursor.Line == key.Line;
    }

    private YamlNode ReadNode()
    {
        context.CheckDepth(cursor.Place);
        if (cursor.AtMarker)
            throw context.NotYaml(cursor.Place, "the document ends between brackets", "close them, or remove the line");
        var tag = YamlTag.TryRead(context);
        if (tag is not null)
        {
            cursor.SkipSpace();
            if (cursor.AtEnd || cursor.Current is ',' or ']' or '}' || (cursor.Current == ':' && cursor.IsBlank(1)))
                return ScalarReader.Tagged(context, ScalarReader.Nothing(tag.Place), tag);
        }
        return cursor.Current is '[' or '{'
            ? ReadCollection(tag)
            : ScalarReader.Tagged(context, ScalarReader.Read(context, indent: -1, inFlow: true), tag);
    }

    /// <summary>At the next node, or behind the closing bracket.</summary>
    private bool AtClose(YamlPlace open, char opening, char closing)
    {
        cursor.SkipSpace();
        if (cursor.AtEnd || cursor.AtMarker)
            throw Open(open, opening, closing);
        if (cursor.Current != closing)
            return false;
        cursor.Skip();
        return true;
    }

    private void SkipComma(YamlPlace open, char opening, char closing)
    {
        cursor.SkipSpace();
        if (cursor.AtEnd || cursor.AtMarker)
            throw Open(open, opening, closing);
        if (cursor.Current == ',')
            cursor.Skip();
        else if (cursor.Current != closing)
            throw context.NotYaml(cursor.Place, $"',' or '{closing}' belongs here", $"the '{opening}' is in line {open.Line}");
    }

    private YamlTrouble Open(YamlPlace open, char opening, char closing) =>
        context.NotYaml(open, $"this '{opening}' is not closed", $"write '{closing}' behind the last entry");
}
