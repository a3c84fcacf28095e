using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Router.Api.Contract;

/// <summary>
/// Reads answers of other versions of the daemon: members that this one does not know are passed over, those that it misses are
/// empty, and a kind of answer or failure that it does not know is told as such.
/// </summary>
internal static class Lenient
{
    private const string Discriminator = "response";

    /// <summary>Of two members of one name neither is to be believed.</summary>
    public static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <exception cref="JsonException">It is no answer at all.</exception>
    public static Response Read(JsonNode? json)
    {
        if (json is not JsonObject answer || (answer[Discriminator] as JsonValue)?.GetValueKind() != JsonValueKind.String)
            throw new JsonException($"an answer has no {Discriminator}");
        var word = answer[Discriminator]!.GetValue<string>();
        foreach (var derived in ApiJson.Response.PolymorphismOptions!.DerivedTypes)
        {
            if (word.Equals(derived.TypeDiscriminator))
                return (Response)Read(answer, derived.DerivedType)!;
        }
        return new Response.Unknown(word);
    }

    /// <exception cref="JsonException">What is there is of another shape.</exception>
    public static object? Read(JsonObject answer, Type type)
    {
        var shape = ApiJson.Response.Options.GetTypeInfo(type);
        Complete(answer, shape);
        return answer.Deserialize(shape);
    }

    private static void Complete(JsonObject json, JsonTypeInfo shape)
    {
        foreach (var property in shape.Properties)
        {
            var inner = shape.Options.GetTypeInfo(property.PropertyType);
            var present = json[property.Name];
            if (present is null)
                json[property.Name] = property.IsGetNullable ? null : Empty(inner);
            else if (inner.Type == typeof(FailureKind) && !Knows(present))
                json[property.Name] = "other";
            else if (present is JsonObject nested && inner.Kind == JsonTypeInfoKind.Object)
                Complete(nested, inner);
            else if (present is JsonArray list && inner.ElementType is { } element
                && shape.Options.GetTypeInfo(element) is { Kind: JsonTypeInfoKind.Object } items)
                list.OfType<JsonObject>().ToList().ForEach(item => Complete(item, items));
        }
    }

    private static bool Knows(JsonNode? word) =>
        word is JsonValue && word.GetValueKind() == JsonValueKind.String
        && Enum.GetNames<FailureKind>().Any(name => JsonNamingPolicy.KebabCaseLower.ConvertName(name) == word.GetValue<string>());

    private static JsonNode? Empty(JsonTypeInfo shape)
    {
        if (shape.Kind == JsonTypeInfoKind.Enumerable)
            return new JsonArray();
        if (shape.Kind == JsonTypeInfoKind.Object)
        {
            var empty = new JsonObject();
            Complete(empty, shape);
            return empty;
        }
        if (shape.Type == typeof(string) || shape.Type == typeof(ReadOnlyMemory<byte>))
            return "";
        if (shape.Type == typeof(bool))
            return false;
        if (shape.Type == typeof(DateTimeOffset))
            return DateTimeOffset.UnixEpoch;
        return shape.Type == typeof(FailureKind) ? "other" : 0;
    }
}
