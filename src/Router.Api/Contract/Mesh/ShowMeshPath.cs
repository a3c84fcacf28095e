using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowMeshPath), "show-mesh-path")]
public abstract partial record Request
{
    /// <summary>Which way packets to an address take, in each mesh. Answer: <see cref="Response.MeshPaths"/>.</summary>
    public sealed record ShowMeshPath(string Address) : Request(Role.View);
}

[JsonDerivedType(typeof(MeshPaths), "mesh-paths")]
public abstract partial record Response
{
    public sealed record MeshPaths([property: JsonPropertyName("paths")] IReadOnlyList<MeshPathStatus> Items) : Response;
}

/// <summary><paramref name="Kind"/>: <c>local</c>, <c>shortcut</c>, <c>peer</c>, <c>hub</c> or <c>none</c>.</summary>
public sealed record MeshPathStatus(string Mesh, string Kind, string? Via, string? Nbma, string Why)
{
    /// <summary>IPsec on this way; null: it goes in clear, or there is none.</summary>
    public MeshTunnelStatus? Ipsec { get; init; }
}
