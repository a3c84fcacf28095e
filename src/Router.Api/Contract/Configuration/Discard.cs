using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Discard), "discard")]
public abstract partial record Request
{
    public sealed record Discard() : Request(Role.Admin);
}
