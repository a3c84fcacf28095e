using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowLeases), "show-leases")]
public abstract partial record Request
{
    public sealed record ShowLeases() : Request(Role.View);
}

[JsonDerivedType(typeof(Leases), "leases")]
public abstract partial record Response
{
    public sealed record Leases([property: JsonPropertyName("leases")] IReadOnlyList<LeaseStatus> Items) : Response;
}

/// <summary><paramref name="Expires"/> null: never.</summary>
public sealed record LeaseStatus(string Address, string Mac, string? Name, DateTimeOffset? Expires);
