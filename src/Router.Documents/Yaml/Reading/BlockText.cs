using System.Text;

namespace Router.Documents.Yaml.Reading;

/// <summary>Lines of text behind <c>|</c> or <c>&gt;</c> that stand deeper than <c>indent</c> (YAML 1.2, 8.1).</summary>
internal sealed class BlockText
{
    private readonly YamlContext context;
    private readonly YamlCursor cursor;
    private readonly StringBuilder text = new();
    private readonly bool folded;
    private readonly char chomping;
    private int column;
    private int breaks;

    private BlockText(YamlContext context, int indent)
    {
        (this.context, cursor) = (context, context.Cursor);
        var head = cursor.Place;
        folded = cursor.Current == '>';
        cursor.Skip();
        for (var indicators = 0; indicators < 2; indicators++)
        {
            if (chomping == '\0' && cursor.Current is '+' or '-')
                chomping = cursor.Current;
            else if (column == 0 && cursor.Current is >= '1' and <= '9')
                column = Math.Max(indent, 0) + cursor.Current - '0';
            else
                break;
            cursor.Skip();
        }
        cursor.SkipBlanks();
        if (cursor.Current == '#')
            cursor.SkipLine();
        if (!cursor.AtLineEnd)
            throw context.NotYaml(
                head, $"the text starts in the line below '{(folded ? '>' : '|')}'", "put it there, indented deeper than the key");
        if (!cursor.AtEnd)
            cursor.SkipLineEnd();
        End = cursor.At;
        SkipEmptyLines(indent);
    }

    /// <summary>Behind the last line.</summary>
    public int End { get; private set; }

    public static (string Text, int End) Read(YamlContext context, int indent)
    {
        var block = new BlockText(context, indent);
        return (block.ReadLines(), block.End);
    }

    private string ReadLines()
    {
        var pending = 0;
        var deeper = false;
        while (cursor.Indent == column && !cursor.AtEnd)
        {
            var blank = cursor.Current is ' ' or '\t';
            var joined = folded && pending == 1 && !deeper && !blank;
            _ = joined && breaks == 0 ? text.Append(' ') : text.Append('\n', (joined ? 0 : pending) + breaks);
            deeper = blank;
            text.Append(cursor.SkipLine());
            pending = 0;
            breaks = 0;
            End = cursor.At;
            if (cursor.AtEnd)
                break;
            cursor.SkipLineEnd();
            pending = 1;
            End = cursor.At;
            SkipEmptyLines(column);
        }
        if (chomping != '-')
            text.Append('\n', pending + (chomping == '+' ? breaks : 0));
        return text.ToString();
    }

    /// <summary>To the next line with text; the first one tells the column where nobody did.</summary>
    private void SkipEmptyLines(int indent)
    {
        var deepest = 0;
        while (true)
        {
            while (cursor.Current == ' ' && (column == 0 || cursor.Indent < column))
                cursor.Skip();
            deepest = Math.Max(deepest, cursor.Indent);
            if (cursor.Current == '\t' && (column == 0 || cursor.Indent < column))
                throw context.NotYaml(cursor.Place, "a tab indents this line", "indent with blanks");
            if (!cursor.AtLineEnd || cursor.AtEnd)
                break;
            cursor.SkipLineEnd();
            breaks++;
            End = cursor.At;
        }
        if (column == 0)
            column = Math.Max(deepest, Math.Max(indent + 1, 1));
    }
}
