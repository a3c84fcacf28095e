using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowController), "show-controller")]
public abstract partial record Request
{
    /// <summary>How it stands with the controller. Answer: <see cref="Response.Controller"/>.</summary>
    public sealed record ShowController() : Request(Role.View);
}

[JsonDerivedType(typeof(Controller), "controller")]
public abstract partial record Response
{
    /// <summary>
    /// <paramref name="Urls"/>: none: the document names no controller. <paramref name="Url"/>: which one was asked last.
    /// <paramref name="Reached"/>: when one was reached last, since routerd runs. <paramref name="Revision"/>: what it gave last; 0:
    /// nothing yet. <paramref name="Outcome"/>: <c>none</c>, <c>applied</c>, <c>failed</c> or <c>changed</c>, with
    /// <paramref name="Detail"/>.
    /// <paramref name="Failure"/>: why none is reached, or what it refuses; <paramref name="Again"/>: when it is asked again.
    /// </summary>
    public sealed record Controller(
        IReadOnlyList<string> Urls, string? Url, DateTimeOffset? Reached, long Revision, string Outcome, string Detail, string? Failure,
        DateTimeOffset? Again) : Response;
}
