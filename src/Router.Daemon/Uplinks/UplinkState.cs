using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Core.Uplinks;

namespace Router.Daemon.Uplinks;

/// <summary>What is chosen, and what each uplink is thought of, as one daemon leaves it to the next of the same boot.</summary>
internal sealed record UplinkState(
    IReadOnlyList<string> IPv4, IReadOnlyList<string> IPv6, IReadOnlyList<string> Usable, IReadOnlyList<UplinkMemory> Uplinks)
{
    public static readonly UplinkState Nothing = new([], [], [], []);

    public string ToJson() => JsonSerializer.Serialize(this, UplinkJson.Default.UplinkState);

    /// <summary>A damaged one is as none.</summary>
    public static UplinkState Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, UplinkJson.Default.UplinkState) ?? Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(UplinkState))]
internal sealed partial class UplinkJson : JsonSerializerContext;
