using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(Rebase), "rebase")]
public abstract partial record Request
{
    /// <summary>Puts the user's changes on top of what somebody committed meanwhile, also where both changed the same place.</summary>
    public sealed record Rebase() : Request(Role.Admin);
}
