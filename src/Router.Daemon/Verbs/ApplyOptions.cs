namespace Router.Daemon.Verbs;

/// <summary>What stands behind <c>routerd apply</c>.</summary>
internal sealed record ApplyOptions(string File, RuntimePaths Paths, bool DryRun, bool Json)
{
    /// <summary>Null: <paramref name="problem"/> says what is wrong.</summary>
    public static ApplyOptions? Parse(IReadOnlyList<string> arguments, out string problem)
    {
        var flags = arguments.Where(argument => argument is "--dry-run" or "--json").ToHashSet();
        var rest = arguments.Where(argument => !flags.Contains(argument)).ToList();
        var at = Enumerable.Range(0, rest.Count).FirstOrDefault(
            i => !rest[i].StartsWith("--", StringComparison.Ordinal) && (i == 0 || !rest[i - 1].StartsWith("--", StringComparison.Ordinal)),
            -1);
        if (at < 0)
        {
            problem = "apply wants a FILE";
            return null;
        }
        var file = rest[at];
        rest.RemoveAt(at);
        return RunOptions.TryParse(rest, out var paths, out problem)
            ? new ApplyOptions(file, paths, flags.Contains("--dry-run"), flags.Contains("--json"))
            : null;
    }
}
