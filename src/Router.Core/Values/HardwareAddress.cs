namespace Router.Core.Values;

/// <summary>A MAC address (EUI-48) as text.</summary>
internal static class HardwareAddress
{
    private const int Digits = 12;

    /// <summary>
    /// In lower case with colons, whether it was written <c>52:54:00:12:34:56</c>, <c>52-54-00-12-34-56</c> or <c>5254.0012.3456</c>; null:
    /// it is none.
    /// </summary>
    public static string? Canonical(string text)
    {
        var (mark, group) = text.Contains('.', StringComparison.Ordinal)
            ? ('.', 4)
            : (text.Contains('-', StringComparison.Ordinal) ? '-' : ':', 2);
        var parts = text.Split(mark);
        if (parts.Length * group != Digits || parts.Any(part => part.Length != group || !part.All(char.IsAsciiHexDigit)))
            return null;
        var digits = string.Concat(parts).ToLowerInvariant();
        return string.Join(':', Enumerable.Range(0, Digits / 2).Select(i => digits.Substring(2 * i, 2)));
    }
}
