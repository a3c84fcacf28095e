namespace Router.Core.Config.Shapes;

/// <summary>Pieces of sentences.</summary>
internal static class Words
{
    /// <summary>In quotes, and not longer than a line takes.</summary>
    public static string Shown(string text) => text.Length <= 60 ? $"'{text}'" : $"'{text.AsSpan(0, 60)}…'";

    /// <summary>With "a" or "an" in front.</summary>
    public static string Article(string noun) => $"{("aeiou".Contains(noun[0], StringComparison.Ordinal) ? "an" : "a")} {noun}";
}
