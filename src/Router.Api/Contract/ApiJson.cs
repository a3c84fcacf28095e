using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Router.Api.Contract;

/// <summary>The contract as JSON: camelCase names, enumerations as kebab-case words, times in ISO 8601, bytes in base64.</summary>
public static class ApiJson
{
    // Text goes into a socket or a terminal, never into a web page: plain letters take half the room of \u escapes.
    private static readonly ApiJsonContext Compact = new(new JsonSerializerOptions(ApiJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static readonly ApiJsonContext Indented = new(new JsonSerializerOptions(ApiJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });

    /// <summary>With the discriminator; what goes over the wire.</summary>
    public static JsonTypeInfo<Request> Request => Compact.Request;

    /// <inheritdoc cref="Request"/>
    public static JsonTypeInfo<Response> Response => Compact.Response;

    /// <summary>Indented and without the discriminator, for people and <c>jq</c>.</summary>
    public static string Print(Response response) =>
        JsonSerializer.Serialize(response, Indented.GetTypeInfo(response.GetType())!);

    /// <summary>As <see cref="Print"/>, on one line: for streams.</summary>
    public static string PrintLine(Response response) =>
        JsonSerializer.Serialize(response, Compact.GetTypeInfo(response.GetType())!);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Request))]
[JsonSerializable(typeof(Response))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;

/// <summary>Enumerations as words: <c>not-found</c>.</summary>
internal sealed class KebabCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
