using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(PurgeMesh), "purge-mesh")]
public abstract partial record Request
{
    /// <summary>Forgets what is known of an overlay address, or of all (null), so that it is learned again.</summary>
    public sealed record PurgeMesh(string? Address) : Request(Role.Operate);
}
