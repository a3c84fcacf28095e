using System.Buffers;
using System.Globalization;
using System.Text;

namespace Router.Documents.Yaml.Reading;

/// <summary>Text in single or double quotes, over any number of lines (YAML 1.2, 7.3.1 and 7.3.2).</summary>
internal static class QuotedText
{
    private static readonly SearchValues<char> SingleStops = SearchValues.Create("'\n\r");
    private static readonly SearchValues<char> DoubleStops = SearchValues.Create("\"\\\n\r");

    /// <summary>The place is then behind the closing quote.</summary>
    public static string Read(YamlContext context)
    {
        var cursor = context.Cursor;
        var open = cursor.Place;
        var quote = cursor.Current;
        var stops = quote == '"' ? DoubleStops : SingleStops;
        cursor.Skip();
        var simple = cursor.Rest.IndexOfAny(stops);
        if (simple >= 0 && cursor.Ahead(simple) == quote && (quote == '"' || cursor.Ahead(simple + 1) != quote))
        {
            var word = context.Once(cursor.Rest[..simple]);
            cursor.Skip(simple + 1);
            return word;
        }
        var text = new StringBuilder();
        while (true)
        {
            var length = cursor.Rest.IndexOfAny(stops);
            if (length < 0)
                throw Open(context, open);
            var part = cursor.Rest[..length];
            cursor.Skip(length);
            if (cursor.AtLineEnd)
            {
                text.Append(part.TrimEnd(" \t"));
                Fold(context, open, text);
                continue;
            }
            text.Append(part);
            if (cursor.Current == '\\')
                Unescape(context, open, text);
            else if (quote == '\'' && cursor.Ahead(1) == '\'')
            {
                text.Append('\'');
                cursor.Skip(2);
            }
            else
            {
                cursor.Skip();
                return text.ToString();
            }
        }
    }

    private static YamlTrouble Open(YamlContext context, YamlPlace open) =>
        context.NotYaml(open, "this quote is not closed", "close it, or leave both quotes out");

    /// <summary>One end of a line is a blank; of more, each behind the first stays.</summary>
    private static void Fold(YamlContext context, YamlPlace open, StringBuilder text)
    {
        var breaks = SkipLines(context, open);
        _ = breaks == 1 ? text.Append(' ') : text.Append('\n', breaks - 1);
    }

    private static int SkipLines(YamlContext context, YamlPlace open)
    {
        var cursor = context.Cursor;
        var breaks = 0;
        while (cursor is { AtLineEnd: true, AtEnd: false })
        {
            cursor.SkipLineEnd();
            if (cursor.AtMarker)
                throw Open(context, open);
            cursor.SkipBlanks();
            breaks++;
        }
        return breaks;
    }

    private static void Unescape(YamlContext context, YamlPlace open, StringBuilder text)
    {
        var cursor = context.Cursor;
        var place = cursor.Place;
        var code = cursor.Ahead(1);
        cursor.Skip();
        if (cursor.AtEnd)
            throw Open(context, open);
        if (cursor.AtLineEnd)
        {
            text.Append('\n', SkipLines(context, open) - 1);
            return;
        }
        cursor.Skip();
        if (Simple(code) is { } plain)
            text.Append(plain);
        else if (code is 'x' or 'u' or 'U')
            text.Append(Character(context, place, digits: code == 'x' ? 2 : code == 'u' ? 4 : 8));
        else
            throw context.NotYaml(place, $"\\{code} means nothing in double quotes", "write \\\\ for a backslash, or use single quotes");
    }

    private static string? Simple(char code) => code switch
    {
        '0' => "\0",
        'a' => "\a",
        'b' => "\b",
        't' or '\t' => "\t",
        'n' => "\n",
        'v' => "\v",
        'f' => "\f",
        'r' => "\r",
        'e' => "\e",
        ' ' => " ",
        '"' => "\"",
        '/' => "/",
        '\\' => "\\",
        'N' => "\u0085",
        '_' => "\u00a0",
        'L' => "\u2028",
        'P' => "\u2029",
        _ => null,
    };

    /// <summary>JSON writes characters beyond U+FFFF as two escapes.</summary>
    private static string Character(YamlContext context, YamlPlace place, int digits)
    {
        var value = Hexadecimal(context, place, digits);
        if (digits == 4 && char.IsHighSurrogate((char)value) && context.Cursor.Rest.StartsWith("\\u", StringComparison.Ordinal))
        {
            context.Cursor.Skip(2);
            var low = Hexadecimal(context, place, digits);
            value = char.IsLowSurrogate((char)low) ? char.ConvertToUtf32((char)value, (char)low) : -1;
        }
        return Rune.IsValid(value)
            ? new Rune(value).ToString()
            : throw context.NotYaml(place, "this is the number of no Unicode character", "as in \\u00fc or \\U0001f600");
    }

    private static int Hexadecimal(YamlContext context, YamlPlace place, int digits)
    {
        var hex = context.Cursor.Rest[..Math.Min(digits, context.Cursor.Rest.Length)];
        context.Cursor.Skip(hex.Length);
        return hex.Length == digits && int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw context.NotYaml(place, $"{digits} hexadecimal digits belong here", "as in \\x41 or \\u00fc");
    }
}
