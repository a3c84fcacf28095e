using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Router.Api.Controllers;

namespace Router.Controller.Front;

/// <summary>Bodies of requests and answers.</summary>
internal static class Bodies
{
    /// <exception cref="Refusal">It is no such body.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, request.HttpContext.RequestAborted)
                ?? throw Refusal.Wrong("the body is empty");
        }
        catch (JsonException e)
        {
            throw Refusal.Wrong($"the body is not what this asks for: {e.Message}");
        }
    }

    public static IResult Json<T>(T value, JsonTypeInfo<T> type) => Results.Json(value, type);

    public static IResult Fault(int status, string message) =>
        Results.Json(new ControllerFault(message), ControllerJson.Default.ControllerFault, statusCode: status);
}
