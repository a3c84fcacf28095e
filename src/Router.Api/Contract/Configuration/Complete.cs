using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Complete), "complete")]
public abstract partial record Request
{
    /// <summary>
    /// What may follow <paramref name="Words"/>, the last of which (perhaps empty) is being typed. Answer:
    /// <see cref="Response.Completions"/>.
    /// </summary>
    public sealed record Complete(CompletionSubject Subject, IReadOnlyList<string> Words) : Request(Role.View)
    {
        public override bool IsUrgent() => Subject == CompletionSubject.User;
    }
}

[JsonDerivedType(typeof(Completions), "completions")]
public abstract partial record Response
{
    public sealed record Completions([property: JsonPropertyName("items")] IReadOnlyList<CompletionItem> Items) : Response;
}

/// <summary>
/// <paramref name="Text"/> is a whole word; one in angle brackets (<c>&lt;address&gt;</c>) stands for a value of that shape.
/// </summary>
public sealed record CompletionItem(string Text, string Help);

[JsonConverter(typeof(KebabCaseConverter<CompletionSubject>))]
public enum CompletionSubject
{
    /// <summary>A configuration path and its value, for <c>set</c>.</summary>
    Set,

    /// <summary>A path that is in the candidate, for <c>delete</c>, <c>edit</c>, <c>show</c>.</summary>
    Present,
    Interface,
    Service,
    Generation,
    Secret,
    SetFile,
    Checkpoint,

    /// <summary>The number of a session that one may end.</summary>
    User,
}
