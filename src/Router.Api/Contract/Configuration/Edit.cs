using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Edit), "edit")]
[JsonDerivedType(typeof(Enter), "enter")]
public abstract partial record Request
{
    /// <summary>
    /// Changes the user's candidate. <paramref name="Words"/> are the path with the value behind it (set), the path
    /// (delete, activate, deactivate), the path with <c>before</c> or <c>after</c> and a name (insert), with <c>to</c> and the new name
    /// (rename, copy), or with a remark (annotate; an empty one takes the remark away).
    /// </summary>
    public sealed record Edit(EditVerb Verb, IReadOnlyList<string> Words) : Request(Role.Admin);

    /// <summary>
    /// Whether the words are a part of a configuration that one can go down to. Answer: <see cref="Response.Done"/>, with a message where
    /// the candidate does not have it yet.
    /// </summary>
    public sealed record Enter(IReadOnlyList<string> Path) : Request(Role.Admin);
}

[JsonConverter(typeof(KebabCaseConverter<EditVerb>))]
public enum EditVerb
{
    Set,
    Delete,
    Insert,
    Rename,
    Copy,
    Activate,
    Deactivate,
    Annotate,
}
