namespace Router.Image.Root;

/// <summary>passwd, group and shadow: a line an account, its name up to the first colon.</summary>
internal static class AccountFile
{
    /// <summary>The packages' accounts as they are, then those of ours whose name they lack.</summary>
    public static string Merge(string packages, string ours)
    {
        var lines = Lines(packages);
        var names = lines.Select(Name).ToHashSet();
        return string.Concat(lines.Concat(Lines(ours).Where(line => !names.Contains(Name(line)))).Select(line => line + "\n"));
    }

    private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static string Name(string line) => line.Split(':')[0];
}
