namespace Router.Features.Texts;

/// <summary>The language of a configuration file of a service.</summary>
internal interface IFileLanguage
{
    /// <summary>
    /// The value as it stands in a file, one value whatever is in it: what the language would take for something else (an end of a line, a
    /// quote, a comment) is left out. The checks refuse such text in a document; one from before a check changes nothing around it.
    /// </summary>
    static abstract string Value(string text);

    /// <summary>Without characters that cannot be seen, and without these.</summary>
    static string Without(string text, string signs) => text.AsSpan().ContainsAny(signs) || HasControl(text)
        ? string.Concat(text.Where(sign => !char.IsControl(sign) && !signs.Contains(sign, StringComparison.Ordinal)))
        : text;

    private static bool HasControl(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\0', '\x1f') || text.ContainsAnyInRange('\x7f', '\x9f');
}
