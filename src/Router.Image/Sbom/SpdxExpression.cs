namespace Router.Image.Sbom;

/// <summary>
/// Licence expressions (SPDX specification, annex D): identifiers of the SPDX list or <c>LicenseRef-</c> of one's own, <c>+</c>, AND, OR,
/// WITH and brackets. What packages have in that field is often something else.
/// </summary>
internal static class SpdxExpression
{
    private static readonly Lazy<HashSet<string>> Ids = new(() =>
    {
        using var stream = typeof(SpdxExpression).Assembly.GetManifestResourceStream("spdx-ids.txt")!;
        return [.. new StreamReader(stream).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    });

    /// <summary>One of the SPDX list.</summary>
    public static bool IsId(string text) => Ids.Value.Contains(text);

    public static bool IsExpression(string text)
    {
        var words = text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var rest = words.AsSpan();
        return TryAlternatives(ref rest, 0) && rest.IsEmpty;
    }

    private static bool TryAlternatives(ref Span<string> words, int depth)
    {
        const int deepest = 32;
        if (depth > deepest || !TryLicense(ref words, depth))
            return false;
        while (words.Length > 0 && words[0] is "AND" or "OR")
        {
            words = words[1..];
            if (!TryLicense(ref words, depth))
                return false;
        }
        return true;
    }

    private static bool TryLicense(ref Span<string> words, int depth)
    {
        if (words.IsEmpty)
            return false;
        var first = words[0];
        words = words[1..];
        if (first == "(")
        {
            if (!TryAlternatives(ref words, depth + 1) || words.IsEmpty || words[0] != ")")
                return false;
            words = words[1..];
            return true;
        }
        if (!IsId(first) && !IsId(first.TrimEnd('+')) && !IsReference(first))
            return false;
        if (words.IsEmpty || words[0] != "WITH")
            return true;
        var isExcepted = words.Length > 1 && IsId(words[1]);
        words = isExcepted ? words[2..] : words;
        return isExcepted;
    }

    private static bool IsReference(string word) =>
        word.StartsWith("LicenseRef-", StringComparison.Ordinal) && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');
}
