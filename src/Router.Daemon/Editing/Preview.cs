using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Documents;
using Router.Documents.Editing;

namespace Router.Daemon.Editing;

/// <summary>What people are told of a candidate, before a commit and after one.</summary>
internal static class Preview
{
    private const int ShownCommands = 5;

    /// <summary>What a commit would change in what runs, and what stands in its way.</summary>
    public static Response.Difference Of(CandidateView view, ConfigDocument running, string committer)
    {
        var (lines, commands) = view.Merged.IsChanged
            ? (ConfigDiff.Unified(running, view.Merged.Document), ConfigDiff.Commands(running, view.Merged.Document))
            : ([], []);
        IReadOnlyList<string> conflicts = view.Conflicts.Count == 0 ? [] :
        [
            $"commit refuses this until you rebase or discard: {committer} has committed changes to the same places",
            .. view.Conflicts.Select(c => $"{ConfigPath.Join(c.Path)}: {Problem(c).Message}"),
        ];
        return new Response.Difference(lines, commands, [.. conflicts, .. view.Merged.Lost]);
    }

    /// <summary>What a commit did not take along, told in a line; none where it took all.</summary>
    public static IEnumerable<string> Left(IReadOnlyList<string> commands) => commands.Count == 0 ? [] :
        [
            $"not committed: what another session of yours has changed meanwhile ({Some(commands)}); compare shows it, and the next commit takes it"
        ];

    /// <summary>The first few commands in a line.</summary>
    public static string Some(IReadOnlyList<string> commands) =>
        $"{string.Join("; ", commands.Take(ShownCommands))}{(commands.Count > ShownCommands ? $" and {commands.Count - ShownCommands} more" : "")}";

    public static Problem Problem(MergeConflict conflict) => new(
        ConfigPath.Join(conflict.Path), $"runs as {Short(conflict.Theirs)}, and you made it {Short(conflict.Mine)}");

    /// <summary>The commit that waits, and those that went back; newest first.</summary>
    public static IReadOnlyList<AttemptStatus> Attempts(ConfigurationEngine engine, Candidates candidates)
    {
        IEnumerable<AttemptStatus> waits = engine.Pending is { } pending ? [Attempt(engine.Running, pending.Deadline, null)] : [];
        return [.. waits, .. candidates.Attempts.Select(a => Attempt(a.Failed, a.At, a.Why))];
    }

    private static AttemptStatus Attempt(RunningConfiguration tried, DateTimeOffset until, string? why) =>
        new(tried.At, tried.By.User, tried.By.Origin, tried.Comment, until, why);

    private static string Short(string? text) => text?.ReplaceLineEndings(" ") switch
    {
        null => "nothing",
        { Length: > 60 } longer => $"{longer.AsSpan(0, 60)}…",
        var whole => whole,
    };
}
