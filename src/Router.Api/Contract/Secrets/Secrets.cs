using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowSecrets), "show-secrets")]
[JsonDerivedType(typeof(SetSecret), "set-secret")]
[JsonDerivedType(typeof(DeleteSecret), "delete-secret")]
public abstract partial record Request
{
    /// <summary>Names alone; no request gives a value back.</summary>
    public sealed record ShowSecrets() : Request(Role.Admin);

    public sealed record SetSecret(string Name, string Value) : Request(Role.Admin)
    {
        public override string ToString() => $"SetSecret {{ Name = {Name} }}";
    }

    public sealed record DeleteSecret(string Name) : Request(Role.Admin);
}

[JsonDerivedType(typeof(Secrets), "secrets")]
public abstract partial record Response
{
    public sealed record Secrets([property: JsonPropertyName("names")] IReadOnlyList<string> Items) : Response;
}
