using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowMesh), "show-mesh")]
public abstract partial record Request
{
    /// <summary>Answer: the response of the topic.</summary>
    public sealed record ShowMesh(MeshTopic Topic) : Request(Role.View);
}

[JsonDerivedType(typeof(Meshes), "meshes")]
[JsonDerivedType(typeof(MeshPeers), "mesh-peers")]
[JsonDerivedType(typeof(MeshCache), "mesh-cache")]
[JsonDerivedType(typeof(MeshShortcuts), "mesh-shortcuts")]
[JsonDerivedType(typeof(MeshEvents), "mesh-events")]
[JsonDerivedType(typeof(MeshTopology), "mesh-topology")]
public abstract partial record Response
{
    public sealed record Meshes([property: JsonPropertyName("meshes")] IReadOnlyList<MeshStatus> Items) : Response;

    public sealed record MeshPeers([property: JsonPropertyName("peers")] IReadOnlyList<MeshPeerStatus> Items) : Response;

    public sealed record MeshCache([property: JsonPropertyName("entries")] IReadOnlyList<MeshCacheEntry> Items) : Response;

    public sealed record MeshShortcuts([property: JsonPropertyName("shortcuts")] IReadOnlyList<MeshShortcutStatus> Items) : Response;

    public sealed record MeshEvents([property: JsonPropertyName("events")] IReadOnlyList<MeshEventStatus> Items) : Response;

    public sealed record MeshTopology(string Text, string Svg) : Response;
}

/// <summary>What of the meshes is asked for.</summary>
[JsonConverter(typeof(KebabCaseConverter<MeshTopic>))]
public enum MeshTopic
{
    /// <summary>Each mesh with its hubs and counters.</summary>
    Summary,

    /// <summary>Everybody we know a way to, with what state that is in since when, and why.</summary>
    Peers,

    /// <summary>Overlay addresses and where they are.</summary>
    Cache,
    Shortcuts,

    /// <summary>What happened lately.</summary>
    Events,

    /// <summary>A drawing (SVG) and the same as text.</summary>
    Topology,
}
