using System.Text.Json.Serialization;
using Router.Documents;

namespace Router.Api.Contract;

/// <summary>
/// What the daemon answers. On the wire the property <c>response</c> says which; <c>--json</c> prints the rest. The answer to a request
/// stands beside it; here are those that any request may have.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "response")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(End), "end")]
[JsonDerivedType(typeof(Unknown), "unknown")]
public abstract partial record Response
{
    private Response()
    {
    }

    /// <summary>It is done; <paramref name="Message"/> is for people and may be empty.</summary>
    public sealed record Done(string Message) : Response;

    /// <summary>It is not done, and nothing was changed. <paramref name="Problems"/> are those of a document, all at once.</summary>
    public sealed record Failed(
        [property: JsonPropertyName("error")] FailureKind Kind, string Message, string? Hint, IReadOnlyList<Problem> Problems) : Response;

    /// <summary>The end of a stream. <paramref name="ExitCode"/>: of the program that gave the lines, 0 otherwise.</summary>
    public sealed record End(int ExitCode) : Response;

    /// <summary>What a client makes of an answer of a newer daemon that it does not know.</summary>
    public sealed record Unknown(string Kind) : Response;
}

[JsonConverter(typeof(KebabCaseConverter<FailureKind>))]
public enum FailureKind
{
    /// <summary>A document or a value is wrong.</summary>
    Invalid,

    /// <summary>The user's role does not allow it.</summary>
    Denied,

    /// <summary>Somebody else is at it; try again.</summary>
    Busy,

    /// <summary>What was named is not there.</summary>
    NotFound,

    /// <summary>The kernel, a disk or a service refused.</summary>
    Machine,

    /// <summary>The frame was not a request.</summary>
    Protocol,

    /// <summary>
    /// The connection is let go because nobody used it. Nothing was taken from it since: what is asked next is asked over a new one.
    /// </summary>
    Idle,

    /// <summary>Somebody ended this session.</summary>
    Ended,

    /// <summary>A kind of a newer daemon that this version does not know.</summary>
    Other,
}
