using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(MonitorMesh), "monitor-mesh")]
public abstract partial record Request
{
    /// <summary>A stream of <see cref="Response.MeshPacket"/>.</summary>
    public sealed record MonitorMesh() : Request(Role.Operate);
}

[JsonDerivedType(typeof(MeshPacket), "mesh-packet")]
public abstract partial record Response
{
    /// <summary>An NHRP packet that came in or went out, decoded.</summary>
    public sealed record MeshPacket(DateTimeOffset Time, string Mesh, bool Outgoing, string Peer, string Text) : Response;
}
