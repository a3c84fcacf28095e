using System.Globalization;
using System.Text;

namespace Router.Wire.Upnp;

/// <summary>
/// Reads tags one behind the other. Prefixes of names and attributes are left aside, comments and instructions passed over.
/// </summary>
internal sealed class XmlTags(string text)
{
    private const int LongestName = 64;

    private int at;

    /// <summary>The local name of the tag that was opened last.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The tag that was opened last has ended as well: <c>&lt;a/&gt;</c>.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>An empty tag was dealt with.</summary>
    public void Leave() => IsEmpty = false;

    /// <summary>Goes behind an opening tag. False: there is another thing.</summary>
    /// <param name="name">Its local name; null: any.</param>
    public bool TryOpen(string? name)
    {
        Skip();
        if (at >= text.Length - 1 || text[at] != '<' || text[at + 1] is '/' or '!' or '?')
            return false;
        var (end, quote) = (at + 1, '\0');
        // A bracket in an attribute's value is none.
        while (end < text.Length && (quote != '\0' || text[end] != '>'))
        {
            if (quote == '\0' && text[end] is '"' or '\'')
                quote = text[end];
            else if (text[end] == quote)
                quote = '\0';
            end++;
        }
        if (end == text.Length)
            return false;
        var tag = text.AsSpan(at + 1, end - at - 1);
        var empty = tag.EndsWith('/');
        var words = empty ? tag[..^1] : tag;
        var length = words.IndexOfAny(" \t\r\n");
        if (LocalName(length < 0 ? words : words[..length]) is not { } found || (name is not null && found != name))
            return false;
        (Name, IsEmpty, at) = (found, empty, end + 1);
        return true;
    }

    /// <summary>Goes behind a closing tag. False: there is another thing.</summary>
    public bool TryClose(string name)
    {
        Skip();
        if (!text.AsSpan(Math.Min(at, text.Length)).StartsWith("</"))
            return false;
        var end = text.IndexOf('>', at);
        if (end < 0 || LocalName(text.AsSpan(at + 2, end - at - 2).TrimEnd()) != name)
            return false;
        at = end + 1;
        return true;
    }

    /// <summary>Goes to the next tag. False: there is none, or an entity that is not known.</summary>
    public bool TryText(out string value)
    {
        value = "";
        var end = text.IndexOf('<', at);
        if (end < 0)
            return false;
        var plain = text.AsSpan(at, end - at);
        at = end;
        if (!plain.Contains('&'))
        {
            value = plain.ToString();
            return true;
        }
        return TryDecode(plain, out value);
    }

    private static bool TryDecode(ReadOnlySpan<char> plain, out string value)
    {
        var made = new StringBuilder(plain.Length);
        value = "";
        while (plain.IndexOf('&') is var start and >= 0)
        {
            var length = plain[start..].IndexOf(';');
            if (length < 0 || Entity(plain[(start + 1)..(start + length)]) is not { } character)
                return false;
            made.Append(plain[..start]).Append(character);
            plain = plain[(start + length + 1)..];
        }
        value = made.Append(plain).ToString();
        return true;
    }

    private static string? Entity(ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "lt": return "<";
            case "gt": return ">";
            case "amp": return "&";
            case "quot": return "\"";
            case "apos": return "'";
            case ['#', .. var number]:
                var hexadecimal = number.StartsWith("x");
                return int.TryParse(
                        hexadecimal ? number[1..] : number, hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
                        CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) && code != 0
                    ? new Rune(code).ToString()
                    : null;
            default: return null;
        }
    }

    /// <summary>Blanks, instructions and comments.</summary>
    private void Skip()
    {
        while (at < text.Length)
        {
            var rest = text.AsSpan(at);
            var mark = rest.StartsWith("<?") ? "?>" : rest.StartsWith("<!--") ? "-->" : null;
            if (mark is null && !char.IsWhiteSpace(rest[0]))
                return;
            var end = mark is null ? 0 : rest.IndexOf(mark);
            if (end < 0)
                return;
            at += end + (mark?.Length ?? 1);
        }
    }

    private static string? LocalName(ReadOnlySpan<char> name)
    {
        var local = name[(name.IndexOf(':') + 1)..];
        foreach (var letter in local)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-' or '.'))
                return null;
        }
        return local.Length is > 0 and <= LongestName ? local.ToString() : null;
    }
}
