namespace Router.Core.Values;

/// <summary>A MAC address (EUI-48) as text.</summary>
internal static class HardwareAddress
{
    private const int Digits = 12, Length = 17;

    /// <summary>
    /// In lower case with colons, whether it was written <c>52:54:00:12:34:56</c>, <c>52-54-00-12-34-56</c> or <c>5254.0012.3456</c>; null:
    /// it is none.
    /// </summary>
    public static string? Canonical(string text)
    {
        var (mark, group) = text.Contains('.', StringComparison.Ordinal)
            ? ('.', 4)
            : (text.Contains('-', StringComparison.Ordinal) ? '-' : ':', 2);
        if (text.Length != Digits + (Digits / group) - 1)
            return null;
        Span<char> address = stackalloc char[Length];
        var at = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i % (group + 1) == group)
            {
                if (text[i] != mark)
                    return null;
                continue;
            }
            if (!char.IsAsciiHexDigit(text[i]))
                return null;
            if (at % 3 == 2)
                address[at++] = ':';
            address[at++] = char.ToLowerInvariant(text[i]);
        }
        return text.AsSpan().SequenceEqual(address) ? text : new string(address);
    }
}
