using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowSetFiles), "show-set-files")]
[JsonDerivedType(typeof(SetSetFile), "set-set-file")]
[JsonDerivedType(typeof(DeleteSetFile), "delete-set-file")]
public abstract partial record Request
{
    /// <summary>Names of the files that <c>firewall sets … file</c> can name. Answer: <see cref="Response.SetFiles"/>.</summary>
    public sealed record ShowSetFiles() : Request(Role.Admin);

    /// <summary>Keeps a file of addresses for <c>firewall sets … file</c>; every line is checked first.</summary>
    public sealed record SetSetFile(string Name, string Text) : Request(Role.Admin)
    {
        public override string ToString() => $"SetSetFile {{ Name = {Name}, {Text.Length} characters }}";
    }

    public sealed record DeleteSetFile(string Name) : Request(Role.Admin);
}

[JsonDerivedType(typeof(SetFiles), "set-files")]
public abstract partial record Response
{
    /// <summary>Names.</summary>
    public sealed record SetFiles([property: JsonPropertyName("names")] IReadOnlyList<string> Items) : Response;
}
