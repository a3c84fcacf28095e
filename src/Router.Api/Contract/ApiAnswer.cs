using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Router.Api.Contract;

/// <summary>Reads what <see cref="ApiJson.Print"/> wrote: the answer of a one-shot command with <c>--json</c>.</summary>
public static class ApiAnswer
{
    /// <summary>Null: the text is no answer of that kind. Members that this version does not know are passed over.</summary>
    public static T? Read<T>(string text)
        where T : Response
    {
        try
        {
            return text.AsSpan().TrimStart().StartsWith('{')
                ? JsonSerializer.Deserialize(text, (JsonTypeInfo<T>)ApiJsonContext.Default.GetTypeInfo(typeof(T))!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
