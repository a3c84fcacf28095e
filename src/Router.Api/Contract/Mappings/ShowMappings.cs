using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowMappings), "show-mappings")]
public abstract partial record Request
{
    public sealed record ShowMappings() : Request(Role.View);
}

[JsonDerivedType(typeof(Mappings), "mappings")]
public abstract partial record Response
{
    /// <param name="Enabled">The configuration lets hosts ask.</param>
    /// <param name="Address">The outer one; null: there is none.</param>
    /// <param name="Items">All of them, by their ports.</param>
    public sealed record Mappings(
        bool Enabled, string? Address, [property: JsonPropertyName("mappings")] IReadOnlyList<MappingStatus> Items) : Response;
}

/// <summary>
/// A port of the outer address that a host asked for. <paramref name="Protocol"/>: <c>tcp</c>, <c>udp</c>; <paramref name="By"/>:
/// <c>nat-pmp</c>, <c>pcp</c>, <c>upnp</c>; <paramref name="Description"/>: what of UPnP a program called it.
/// </summary>
public sealed record MappingStatus(
    string Protocol, ushort Port, string Host, ushort HostPort, string By, DateTimeOffset Until, string Description);
