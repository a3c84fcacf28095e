using System.Buffers;
using System.Globalization;
using System.Text;

namespace Router.Documents.Yaml;

/// <summary>When plain text would be read as something else, and how to quote it.</summary>
public static class YamlQuoting
{
    /// <summary>A plain scalar cannot start with these (YAML 1.2, 7.3.3).</summary>
    private static readonly SearchValues<char> Indicators = SearchValues.Create("-?:,[]{}#&*!|>'\"%@` =<~");

    private static readonly SearchValues<char> FlowMarks = SearchValues.Create(",[]{}:?");

    /// <summary>Plain text would be read as something else. <paramref name="inFlow"/>: between brackets or braces.</summary>
    public static bool NeedsQuotes(string value, bool inFlow)
    {
        if (value.Length == 0 || Indicators.Contains(value[0]) || value[^1] is ' ' or ':')
            return true;
        if (value.Contains(": ", StringComparison.Ordinal) || value.Contains(" #", StringComparison.Ordinal)
            || value.StartsWith("...", StringComparison.Ordinal))
            return true;
        if (value.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' || char.IsSurrogate(c)))
            return true;
        return LooksTyped(value) || (inFlow && value.AsSpan().ContainsAny(FlowMarks));
    }

    /// <summary>In double quotes with escapes.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder("\"", value.Length + 2);
        foreach (var c in value)
        {
            text = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(c)
                    || c is '\u2028' or '\u2029' or '\ufeff' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        return text.Append('"').ToString();
    }

    /// <summary>What some reader takes for a number, a time, a truth or nothing.</summary>
    private static bool LooksTyped(string value)
    {
        if (value.ToLowerInvariant() is "true" or "false" or "yes" or "no" or "on" or "off" or "null" or "y" or "n")
            return true;
        if (!char.IsAsciiDigit(value[0]) && value[0] is not ('+' or '.'))
            return false;
        return value.All(c => char.IsAsciiHexDigit(c) || c is '.' or ':' or '_' or '+' or '-' or 'x' or 'o' or 'T' or 'Z')
            && (value.AsSpan().Count('.') <= 1 || value.Contains(':', StringComparison.Ordinal));
    }
}
