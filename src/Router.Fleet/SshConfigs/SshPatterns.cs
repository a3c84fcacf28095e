using System.IO.Enumeration;

namespace Router.Fleet.SshConfigs;

/// <summary>
/// Lists of patterns with <c>*</c> and <c>?</c> (ssh_config(5), PATTERNS); one behind <c>!</c> that matches goes before all.
/// </summary>
internal static class SshPatterns
{
    public static bool Match(IEnumerable<string> patterns, string name)
    {
        var found = false;
        foreach (var pattern in patterns)
        {
            if (pattern.StartsWith('!') && One(pattern[1..], name))
                return false;
            found |= One(pattern, name);
        }
        return found;
    }

    /// <summary>Parted by commas.</summary>
    public static bool MatchList(string patterns, string name, bool ignoreCase = false) => Match(
        (ignoreCase ? patterns.ToLowerInvariant() : patterns).Split(',', StringSplitOptions.RemoveEmptyEntries),
        ignoreCase ? name.ToLowerInvariant() : name);

    private static bool One(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), name, ignoreCase: false);
}
