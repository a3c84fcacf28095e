namespace Router.Fleet.SshConfigs;

/// <summary><c>HostKeyAlgorithms</c>: a list, or one that is added (<c>+</c>), taken away (<c>-</c>) or put in front (<c>^</c>).</summary>
public static class HostKeyAlgorithmList
{
    /// <summary>Of those that can be had, what is offered, best first.</summary>
    /// <param name="spec">Null: nothing is said of it.</param>
    /// <param name="usual">What is offered without.</param>
    /// <param name="possible">All that can be had.</param>
    public static IReadOnlyList<string> Apply(string? spec, IReadOnlyList<string> usual, IReadOnlyList<string> possible) => spec switch
    {
        null or "" => usual,
        ['-', .. var patterns] => [.. usual.Where(name => !SshPatterns.MatchList(patterns, name))],
        ['+', .. var patterns] => [.. usual, .. Named(patterns, possible).Except(usual)],
        ['^', .. var patterns] => [.. Named(patterns, possible), .. usual.Except(Named(patterns, possible))],
        _ => [.. Named(spec, possible)],
    };

    private static IEnumerable<string> Named(string patterns, IReadOnlyList<string> possible) => patterns
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(pattern => possible.Where(name => SshPatterns.Match([pattern], name)))
        .Distinct();
}
