using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Core.Mappings;
using Router.Core.Values;

namespace Router.Daemon.Mappings;

/// <summary>The mappings as one daemon leaves them to the next of the same boot. Times are seconds since the machine started.</summary>
/// <param name="Epoch">When the mappings began.</param>
/// <param name="Address">The outer one of then; null: there never was one.</param>
/// <param name="Mappings">All of them.</param>
internal sealed record MappingState(double Epoch, string? Address, IReadOnlyList<KeptMapping> Mappings)
{
    [JsonIgnore]
    public TimeSpan Start => TimeSpan.FromSeconds(Epoch);

    [JsonIgnore]
    public IPAddress? Outside => IPAddress.TryParse(Address, out var address) ? address : null;

    public static MappingState Of(TimeSpan epoch, IPAddress? address, IEnumerable<PortMapping> mappings) =>
        new(epoch.TotalSeconds, address?.ToString(), [.. mappings.Select(KeptMapping.Of)]);

    public string ToJson() => JsonSerializer.Serialize(this, MappingJson.Default.MappingState);

    /// <summary>A damaged one is as none.</summary>
    public static MappingState? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, MappingJson.Default.MappingState);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Without those that cannot be read.</summary>
    public IEnumerable<PortMapping> Values() => Mappings.Select(kept => kept.Value()).OfType<PortMapping>();
}

/// <summary>A mapping in the file.</summary>
internal sealed record KeptMapping(
    bool Udp, ushort External, string Host, ushort Internal, MappingOrigin Origin, string Nonce, string Description, double Until)
{
    public static KeptMapping Of(PortMapping mapping) => new(
        mapping.Protocol == TransportProtocol.Udp, mapping.ExternalPort, $"{mapping.Host}", mapping.InternalPort, mapping.Origin,
        mapping.Nonce, mapping.Description, mapping.Until.TotalSeconds);

    public PortMapping? Value() => !IPAddress.TryParse(Host, out var host) || double.IsNaN(Until) || Math.Abs(Until) > 1e9
        ? null
        : new PortMapping(Udp ? TransportProtocol.Udp : TransportProtocol.Tcp, External, host, Internal)
        {
            Origin = Origin,
            Nonce = Nonce,
            Description = Description,
            Until = TimeSpan.FromSeconds(Until),
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(MappingState))]
internal sealed partial class MappingJson : JsonSerializerContext;
