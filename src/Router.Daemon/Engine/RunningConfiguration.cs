using Router.Daemon.Generations;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Daemon.Engine;

/// <summary>A document without problems, as text and typed.</summary>
internal sealed record CheckedDocument(ConfigDocument Document, RouterConfig Config)
{
    public string Text => Document.ToText();

    /// <summary>What it names and does not hold, as it was when it was committed.</summary>
    public KeptValues Kept { get; init; } = KeptValues.None;

    /// <summary>The same text, and what it names has the same content.</summary>
    public bool IsSameAs(CheckedDocument other) => Text == other.Text && Kept.Equals(other.Kept);

    /// <summary>What is allowed but probably not meant, a line each.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}

/// <summary>
/// What the router is meant to be now. <paramref name="Generation"/> null: the empty configuration, or one that was never
/// confirmed.
/// </summary>
internal sealed record RunningConfiguration(
    CheckedDocument Content, GenerationRecord? Generation, Author By, DateTimeOffset At, string? Comment);

/// <summary>
/// A commit that goes back to <paramref name="Before"/> unless it is confirmed before <paramref name="Deadline"/>.
/// <paramref name="AppliedAt"/>: a timestamp of the engine's clock, which nobody sets.
/// </summary>
internal sealed record PendingCommit(
    RunningConfiguration Before, Author By, long AppliedAt, DateTimeOffset Deadline, IStagedGeneration Staged, ITimer Timer) : IDisposable
{
    public void Dispose()
    {
        Timer.Dispose();
        Staged.Dispose();
    }
}

/// <summary>
/// What a commit did: the steps as text, none when nothing had to be done. <paramref name="Advice"/>: what is allowed but
/// probably not meant. <paramref name="Confirmed"/>: one that waited for its confirmation has it now.
/// </summary>
internal sealed record CommitOutcome(
    GenerationRecord? Generation, DateTimeOffset? ConfirmBefore, IReadOnlyList<string> Plan,
    IReadOnlyList<string> Advice, TimeSpan Took, bool Confirmed = false);

/// <summary>
/// A commit that was not confirmed: <paramref name="Failed"/> ran from its <c>At</c> until <paramref name="At"/>, and
/// <paramref name="Before"/> runs again.
/// </summary>
internal sealed record TakenBack(RunningConfiguration Failed, RunningConfiguration Before, DateTimeOffset At, string Why);
