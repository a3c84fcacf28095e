using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Compare), "compare")]
public abstract partial record Request
{
    /// <summary>
    /// What the candidate would change in the running configuration; with <paramref name="From"/> what has changed since that
    /// generation (0: the empty one), up to <paramref name="To"/> or what runs. <paramref name="Back"/>: since what ran so many commits
    /// ago (0: what runs), up to what runs, or to the candidate (<paramref name="Candidate"/>). <paramref name="Path"/>: of a part alone.
    /// </summary>
    public sealed record Compare(
        int? From = null, int? To = null, int? Back = null, bool Candidate = false, IReadOnlyList<string>? Path = null)
        : Request(Role.Admin);
}

[JsonDerivedType(typeof(Difference), "difference")]
public abstract partial record Response
{
    /// <summary>
    /// <paramref name="Lines"/> as <c>diff -u</c> has them, <paramref name="Commands"/> as one would type the same change.
    /// Both empty: no difference. <paramref name="Notes"/>: what stands in the way of a commit, and what could not be kept of the
    /// candidate.
    /// </summary>
    public sealed record Difference(IReadOnlyList<string> Lines, IReadOnlyList<string> Commands, IReadOnlyList<string>? Notes = null)
        : Response;
}
