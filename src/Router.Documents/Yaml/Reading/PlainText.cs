using System.Buffers;
using System.Text;

namespace Router.Documents.Yaml.Reading;

/// <summary>Text without quotes, over as many lines as stand deeper than <c>indent</c> (YAML 1.2, 7.3.3).</summary>
internal static class PlainText
{
    private static readonly SearchValues<char> Stops = SearchValues.Create(":#\n\r");
    private static readonly SearchValues<char> FlowStops = SearchValues.Create(":#\n\r,[]{}");

    /// <summary>These start something else, or nothing.</summary>
    private static readonly SearchValues<char> Indicators = SearchValues.Create(",[]{}#&*!|>'\"%@`");

    /// <summary>The place stays behind the last character of the text.</summary>
    public static string Read(YamlContext context, int indent, bool inFlow)
    {
        var cursor = context.Cursor;
        if (!CanStart(cursor, inFlow))
            throw context.NotYaml(cursor.Place, $"text cannot start with '{cursor.Current}'", "put it in quotes");
        var first = ReadLine(cursor, inFlow);
        if (!TryContinue(context, indent, inFlow, out var breaks))
            return context.Once(first);
        var text = new StringBuilder().Append(first);
        do
        {
            _ = breaks == 1 ? text.Append(' ') : text.Append('\n', breaks - 1);
            text.Append(ReadLine(cursor, inFlow));
        }
        while (TryContinue(context, indent, inFlow, out breaks));
        return text.ToString();
    }

    private static bool CanStart(YamlCursor cursor, bool inFlow) => cursor.Current switch
    {
        '-' or '?' or ':' => !cursor.IsBlank(1) && !(inFlow && IsFlowMark(cursor.Ahead(1))),
        var other => !Indicators.Contains(other),
    };

    private static bool IsFlowMark(char c) => c is ',' or '[' or ']' or '{' or '}';

    private static ReadOnlySpan<char> ReadLine(YamlCursor cursor, bool inFlow)
    {
        var start = cursor.At;
        SkipText(cursor, inFlow);
        var text = cursor.From(start);
        var trimmed = text.TrimEnd(" \t");
        cursor.Skip(trimmed.Length - text.Length);
        return trimmed;
    }

    private static void SkipText(YamlCursor cursor, bool inFlow)
    {
        while (true)
        {
            var stop = cursor.Rest.IndexOfAny(inFlow ? FlowStops : Stops);
            cursor.Skip(stop < 0 ? cursor.Rest.Length : stop);
            if (cursor.AtLineEnd || EndsText(cursor, inFlow))
                return;
            cursor.Skip();
        }
    }

    private static bool EndsText(YamlCursor cursor, bool inFlow) => cursor.Current switch
    {
        // Between brackets YAML 1.2 ends a text at "::]" too, which no address could stand.
        ':' => cursor.IsBlank(1),
        '#' => cursor.IsBlank(-1),
        var other => inFlow && IsFlowMark(other),
    };

    /// <summary>True: the text goes on here, after so many ends of lines. False: the place is where it was.</summary>
    private static bool TryContinue(YamlContext context, int indent, bool inFlow, out int breaks)
    {
        var cursor = context.Cursor;
        var end = cursor.Place;
        breaks = 0;
        cursor.SkipBlanks();
        while (cursor is { AtLineEnd: true, AtEnd: false })
        {
            cursor.SkipLineEnd();
            cursor.SkipBlanks();
            breaks++;
        }
        if (breaks > 0 && !cursor.AtEnd && !cursor.AtMarker && cursor.Current != '#' && (inFlow || cursor.Indent > indent)
            && !EndsText(cursor, inFlow))
        {
            return true;
        }
        cursor.Return(end);
        return false;
    }
}
