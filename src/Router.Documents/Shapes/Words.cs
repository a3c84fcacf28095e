namespace Router.Documents.Shapes;

/// <summary>Pieces of sentences.</summary>
internal static class Words
{
    private const int Longest = 60;

    /// <summary>In quotes, not longer than a line takes, and with what cannot be seen by its number.</summary>
    public static string Shown(string text) => text.Length <= Longest
        ? $"'{ReadableText.Shown(text)}'"
        : $"'{ReadableText.Shown(text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)])}…'";

    /// <summary>With "a" or "an" in front.</summary>
    public static string Article(string noun) => $"{("aeiou".Contains(noun[0], StringComparison.Ordinal) ? "an" : "a")} {noun}";
}
