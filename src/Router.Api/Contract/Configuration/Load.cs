using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Load), "load")]
public abstract partial record Request
{
    /// <summary>
    /// Puts <paramref name="Document"/> in place of the candidate or into it. It may have problems: commit says so. What is no
    /// configuration at all is refused.
    /// </summary>
    public sealed record Load(string Document, LoadHow How = LoadHow.Override) : Request(Role.Admin);
}

[JsonConverter(typeof(KebabCaseConverter<LoadHow>))]
public enum LoadHow
{
    /// <summary>The document is the candidate.</summary>
    Override,

    /// <summary>What the document has is put into the candidate: values take the place of values, lists and maps grow.</summary>
    Merge,

    /// <summary>Lines of commands: <c>set PATH VALUE</c>, <c>delete PATH</c> and so on. All are done, or none.</summary>
    Commands,
}
