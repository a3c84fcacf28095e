using System.Text.RegularExpressions;

namespace Router.Console.Lines;

internal enum PemState
{
    /// <summary>No key and no certificate.</summary>
    None,

    /// <summary>It begins, and the line that ends it is still to come.</summary>
    Open,

    /// <summary>One or more, each to its end, and nothing behind.</summary>
    Whole,
}

/// <summary>Keys and certificates as text (RFC 7468; RFC 4716 has four dashes).</summary>
internal static partial class PemText
{
    public static bool Begins(string line) => Begin().IsMatch(line.Trim());

    public static PemState StateOf(string text)
    {
        var (open, whole) = (false, false);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Begin().IsMatch(line))
                (open, whole) = (true, false);
            else if (open && End().IsMatch(line))
                (open, whole) = (false, true);
            else if (!open)
                whole = false;
        }
        return open ? PemState.Open : whole ? PemState.Whole : PemState.None;
    }

    [GeneratedRegex("^-{4,5} ?BEGIN [^-]+-{4,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex Begin();

    [GeneratedRegex("^-{4,5} ?END [^-]+-{4,5}$", RegexOptions.CultureInvariant)]
    private static partial Regex End();
}
