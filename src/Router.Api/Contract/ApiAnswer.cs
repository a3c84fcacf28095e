using System.Text.Json;
using System.Text.Json.Nodes;

namespace Router.Api.Contract;

/// <summary>Reads what <see cref="ApiJson.Print"/> wrote: the answer of a one-shot command with <c>--json</c>.</summary>
public static class ApiAnswer
{
    /// <summary>
    /// Null: the text is no answer of that kind. What another version has more or less is no reason, see <see cref="Lenient"/>.
    /// </summary>
    public static T? Read<T>(string text)
        where T : Response
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Lenient.Options) is JsonObject answer && IsOf(answer, typeof(T))
                ? (T?)Lenient.Read(answer, typeof(T))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An answer of another kind shares no member with it.</summary>
    private static bool IsOf(JsonObject answer, Type type)
    {
        var properties = ApiJson.Response.Options.GetTypeInfo(type).Properties;
        return properties.Where(property => !property.IsGetNullable).Select(property => property.Name).Any(answer.ContainsKey);
    }
}
