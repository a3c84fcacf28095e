namespace Router.Core.Tests.Config;

/// <summary>What differs between two texts, by common start and end: <c>-line|+line</c>.</summary>
internal static class LineDiff
{
    public static string Of(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
            start++;
        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
            end++;
        return string.Join('|', old[start..^end].Select(l => $"-{l}").Concat(now[start..^end].Select(l => $"+{l}")));
    }
}
