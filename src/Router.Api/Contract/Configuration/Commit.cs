using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Commit), "commit")]
[JsonDerivedType(typeof(CommitFile), "commit-file")]
public abstract partial record Request
{
    /// <summary>
    /// Applies the candidate. With <paramref name="ConfirmMinutes"/> it goes back by itself unless it is confirmed in
    /// time, and is not what boots until then. What would cut the SSH connection that it arrives on is refused, unless it has a time
    /// or is meant so (<paramref name="Force"/>).
    /// </summary>
    public sealed record Commit(int? ConfirmMinutes, string? Comment, bool Force = false) : Request(Role.Admin);

    /// <summary>
    /// Applies a whole document, without a candidate. <paramref name="Lock"/>: the one that whoever commits holds, see
    /// <see cref="TakeLock"/>. <paramref name="ValuesOf"/>: the generation whose secrets and set files it shall have, where that had them;
    /// null: as they are stored now.
    /// </summary>
    public sealed record CommitFile(
        string Document, int? ConfirmMinutes, string? Comment, bool Force = false, string? Lock = null, int? ValuesOf = null)
        : Request(Role.Admin);
}

[JsonDerivedType(typeof(Committed), "committed")]
public abstract partial record Response
{
    /// <summary>
    /// <paramref name="Generation"/> null: not yet confirmed (see <paramref name="ConfirmBefore"/>).
    /// <paramref name="Plan"/>: the steps that were taken; none for a document that changes nothing.
    /// <paramref name="Advice"/>: what is allowed but probably not meant, and what the commit left out.
    /// <paramref name="Confirmed"/>: a commit that waited for its confirmation has it now.
    /// </summary>
    public sealed record Committed(
        int? Generation, DateTimeOffset? ConfirmBefore, IReadOnlyList<string> Plan,
        IReadOnlyList<string> Advice, double Milliseconds, bool Confirmed = false)
        : Response;
}
