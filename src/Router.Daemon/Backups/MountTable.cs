namespace Router.Daemon.Backups;

/// <summary>What is mounted where, as <c>/proc/self/mountinfo</c> says it (proc(5)): the fifth word of a line is the place.</summary>
internal static class MountTable
{
    /// <summary>The place at which the file system of a path is mounted; <c>/</c> where nothing is below the root.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="mountInfo">The file's text.</param>
    public static string PlaceOf(string path, string mountInfo) => mountInfo
        .Split('\n')
        .Select(line => line.Split(' '))
        .Where(words => words.Length > 4)
        .Select(words => Plain(words[4]))
        .Where(place => path == place || path.StartsWith($"{place.TrimEnd('/')}/", StringComparison.Ordinal))
        .MaxBy(place => place.Length) ?? "/";

    /// <summary>Blanks, tabs, line feeds and backslashes are written as <c>\040</c> and so on.</summary>
    private static string Plain(string text)
    {
        (string Written, string Plain)[] signs = [(@"\040", " "), (@"\011", "\t"), (@"\012", "\n"), (@"\134", @"\")];
        return signs.Aggregate(text, (shorter, sign) => shorter.Replace(sign.Written, sign.Plain, StringComparison.Ordinal));
    }
}
