
namespace Router.Documents.Yaml.Reading;

/// <summary>
/// Nodes whose shape is their indentation (YAML 1.2, 8.2). <c>indent</c> is the column, from 0, of the collection around.
/// </summary>
internal sealed class BlockReader(YamlContext context)
{
    private readonly YamlCursor cursor = context.Cursor;
    private readonly FlowReader flow = new(context);

    /// <summary><paramref name="marked"/>: behind <c>---</c>, where no map can start in the same line.</summary>
    public YamlNode ReadRoot(bool marked) => ReadValue(indent: -1, behindKey: marked);

    /// <summary>What stands behind <c>key:</c> or <c>-</c>, in this line or below.</summary>
    private YamlNode ReadValue(int indent, bool behindKey)
    {
        var behind = cursor.Place;
        cursor.SkipSpace();
        if (!Belongs(behind, indent, behindKey))
            return ScalarReader.Nothing(behind);
        var start = cursor.Place;
        context.CheckDepth(start);
        var sameLine = behindKey && start.Line == behind.Line;
        if (cursor.BehindTab && !sameLine)
            throw Tab();
        var tag = YamlTag.TryRead(context);
        if (tag is not null)
        {
            cursor.SkipSpace();
            if (!Belongs(start, indent, behindKey))
                return ScalarReader.Tagged(context, ScalarReader.Nothing(start), tag);
            sameLine = cursor.Line == start.Line;
        }
        return ReadContent(tag, indent, sameLine);
    }

    /// <summary>False: the next thing in the text is no part of the value.</summary>
    private bool Belongs(YamlPlace behind, int indent, bool behindKey) =>
        !cursor.AtEnd && !cursor.AtMarker
        && (cursor.Line == behind.Line || cursor.Indent > indent || (behindKey && cursor.Indent == indent && AtDash));

    private bool AtDash => cursor.Current == '-' && cursor.IsBlank(1);

    private YamlNode ReadContent(YamlTag? tag, int indent, bool sameLine)
    {
        var start = cursor.Place;
        switch (cursor.Current)
        {
            case '-' when cursor.IsBlank(1):
                if (sameLine)
                    throw context.NotYaml(start, "a list with dashes starts in a line of its own", "put it below, or write [a, b]");
                tag?.Refuse(context);
                return ReadSequence(start, tag, indent);
            case '|' or '>':
                return ScalarReader.Tagged(context, ScalarReader.ReadBlock(context, indent), tag);
            case '[' or '{':
                var collection = flow.ReadCollection(tag);
                if (AtColon)
                    throw NoKey(start);
                CheckLineEnd();
                return collection;
            default:
                CheckNoQuestion();
                return ReadScalarOrMap(tag, indent, sameLine);
        }
    }

    private YamlNode ReadScalarOrMap(YamlTag? tag, int indent, bool sameLine)
    {
        var start = cursor.Place;
        var scalar = ScalarReader.Read(context, indent, inFlow: false);
        if (!AtColon)
        {
            CheckLineEnd();
            return ScalarReader.Tagged(context, scalar, tag);
        }
        if (tag is not null && tag.Place.Line == start.Line)
            throw NoKey(tag.Place);
        if (cursor.Line != start.Line)
            throw context.NotYaml(
                start,
                $"text that goes on over lines {start.Line} to {cursor.Line} cannot be a key",
                "check the indentation, or quote the text");
        if (sameLine)
            throw context.NotYaml(
                cursor.Place, "a second ':' in one entry", "put the inner entry in a line of its own, indented deeper, or quote the text");
        tag?.Refuse(context);
        return ReadMap(start, tag, scalar);
    }

    /// <summary>The place is behind the first key.</summary>
    private YamlMap ReadMap(YamlPlace start, YamlTag? tag, YamlScalar key)
    {
        var map = new MapBuilder(context, start, tag);
        var indent = start.Column - 1;
        while (true)
        {
            cursor.Skip();
            context.Enter(key.Value);
            map.Add(key, ReadValue(indent, behindKey: true));
            context.Leave();
            if (!AtNext(indent))
                return map.Block();
            key = ReadKey(indent);
        }
    }

    private YamlScalar ReadKey(int indent)
    {
        var start = cursor.Place;
        if (AtDash)
            throw context.NotYaml(start, "a list entry between keys", "indent it below the key that it belongs to");
        CheckNoQuestion();
        if (cursor.Current is '[' or '{' || YamlTag.TryRead(context) is not null)
            throw NoKey(start);
        var key = ScalarReader.Read(context, indent, inFlow: false);
        if (!AtColon || cursor.Line != start.Line)
            throw context.NotYaml(start, "this is no 'key: value'", "write a ':' and a blank behind the key");
        return key;
    }

    private YamlSequence ReadSequence(YamlPlace start, YamlTag? tag, int outer)
    {
        var indent = start.Column - 1;
        List<YamlNode> items = [];
        do
        {
            cursor.Skip();
            context.Enter(items.Count + 1);
            items.Add(ReadValue(indent, behindKey: false));
            context.Leave();
            if (!AtNext(indent))
                break;
            if (!AtDash && indent > outer)
                throw context.NotYaml(
                    cursor.Place, "an entry of the list starts with '- '", "write '- ', or indent the line as what it belongs to");
        }
        while (AtDash);
        return new(items)
        {
            Start = start.At,
            End = items[^1].End,
            Line = start.Line,
            Column = start.Column,
            Inactive = tag is { IsInactive: true }
        };
    }

    /// <summary>True: the next line stands where the collection's entries stand. False: further left.</summary>
    private bool AtNext(int indent)
    {
        cursor.SkipSpace();
        if (cursor.AtEnd || cursor.AtMarker || cursor.Indent < indent)
            return false;
        if (cursor.BehindTab)
            throw Tab();
        return cursor.Indent == indent
            ? true
            : throw context.NotYaml(cursor.Place, "this line stands deeper than the entries above it", "indent it as they are");
    }

    private bool AtColon
    {
        get
        {
            cursor.SkipBlanks();
            return cursor.Current == ':' && cursor.IsBlank(1);
        }
    }

    /// <summary>Behind a quoted text or a bracket, only a comment can follow in its line.</summary>
    private void CheckLineEnd()
    {
        cursor.SkipBlanks();
        if (!cursor.AtLineEnd && cursor.Current != '#')
            throw context.NotYaml(cursor.Place, "more text behind the end of the value", "quote the whole value");
    }

    private void CheckNoQuestion()
    {
        if (cursor.Current == '?' && cursor.IsBlank(1))
            throw context.Broken(cursor.Place, "keys behind '?' are not taken", "write key: value");
    }

    private YamlTrouble NoKey(YamlPlace at) => context.Broken(at, "a key has to be plain text", "write key: value");

    private YamlTrouble Tab() => context.NotYaml(cursor.Place, "a tab indents this line", "indent with blanks");
}
