using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowBgp), "show-bgp")]
public abstract partial record Request
{
    /// <summary>Whom this router speaks BGP with. Answer: <see cref="Response.Bgp"/>.</summary>
    public sealed record ShowBgp() : Request(Role.View);
}

[JsonDerivedType(typeof(Bgp), "bgp")]
public abstract partial record Response
{
    /// <summary><paramref name="As"/> null: no BGP runs here.</summary>
    public sealed record Bgp(long? As, string? RouterId, [property: JsonPropertyName("neighbours")] IReadOnlyList<BgpNeighbourStatus> Items)
        : Response;
}

/// <summary>
/// <paramref name="State"/> in the words of RFC 4271 (<c>Established</c>); <paramref name="Seconds"/>: for so long up, or down; null: never
/// up.
/// <paramref name="Family"/>: <c>ipv4</c> or <c>ipv6</c>.
/// </summary>
public sealed record BgpNeighbourStatus(string Address, string Family, long As, string State, long? Seconds, int Received, int Sent)
{
    /// <summary>Null: the main table's.</summary>
    public string? Vrf { get; init; }
}
