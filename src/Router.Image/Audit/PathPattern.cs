using System.IO.Enumeration;

namespace Router.Image.Audit;

/// <summary>Patterns of paths: <c>*</c> and <c>?</c> stay within a folder, <c>**</c> is any number of folders.</summary>
internal static class PathPattern
{
    public static bool IsMatch(string pattern, string path) => IsMatch(pattern.Split('/'), path.Split('/'));

    private static bool IsMatch(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
            return path.IsEmpty;
        if (pattern[0] == "**")
            return IsMatch(pattern[1..], path) || (!path.IsEmpty && IsMatch(pattern, path[1..]));
        return !path.IsEmpty && IsName(pattern[0], path[0]) && IsMatch(pattern[1..], path[1..]);
    }

    /// <summary>The part in front of the first slash is empty, which the framework takes for no pattern.</summary>
    private static bool IsName(string pattern, string name) =>
        pattern == name || FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
