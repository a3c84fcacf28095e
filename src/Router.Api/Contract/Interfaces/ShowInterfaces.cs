using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowInterfaces), "show-interfaces")]
public abstract partial record Request
{
    public sealed record ShowInterfaces() : Request(Role.View);
}

[JsonDerivedType(typeof(Interfaces), "interfaces")]
public abstract partial record Response
{
    public sealed record Interfaces([property: JsonPropertyName("interfaces")] IReadOnlyList<InterfaceStatus> Items) : Response;
}

/// <summary>
/// <paramref name="Name"/> is the admin's (null: not configured), <paramref name="Device"/> the kernel's.
/// <paramref name="State"/>: <c>up</c>, <c>no carrier</c>, <c>down</c> or <c>missing</c>.
/// </summary>
public sealed record InterfaceStatus(
    string? Name,
    string Device,
    string? Zone,
    string Kind,
    string State,
    string? Mac,
    int Mtu,
    string? Bridge,
    IReadOnlyList<AddressStatus> Addresses,
    ulong ReceivedBytes,
    ulong ReceivedPackets,
    ulong SentBytes,
    ulong SentPackets)
{
    /// <summary>Of WireGuard, as the kernel has them; null: a link of another kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PeerStatus>? Peers { get; init; }
}

/// <summary>
/// <paramref name="Name"/> is the document's. <paramref name="Endpoint"/>: null: it has not called yet. <paramref name="Keepalive"/>: it is
/// called this often, in seconds; 0: only when there is something to send.
/// </summary>
public sealed record PeerStatus(
    string Name, string? Endpoint, DateTimeOffset? LastHandshake, int Keepalive, ulong ReceivedBytes, ulong SentBytes);

/// <summary>
/// <paramref name="Address"/> with its prefix length; <paramref name="Origin"/>: <c>static</c>, <c>dynamic</c> or <c>link-local</c>.
/// </summary>
public sealed record AddressStatus(string Address, string Origin);
