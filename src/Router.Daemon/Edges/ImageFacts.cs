using System.Text.Json;

namespace Router.Daemon.Edges;

/// <summary>What the image says of itself. A machine without an image of ours has no manifest.</summary>
internal sealed record ImageSays(string Source, string? Image, string? Board, string? Architecture, long? Release);

/// <summary>Reads the image's manifest.</summary>
internal sealed class ImageFacts(RuntimePaths paths)
{
    public ImageSays Read()
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(paths.Manifest));
            return new ImageSays(
                Text("source") ?? "unknown", Text("version"), Text("board"), Text("architecture"),
                json.RootElement.TryGetProperty("release", out var release) && release.ValueKind == JsonValueKind.Number
                    && release.TryGetInt64(out var number) ? number : null);

            string? Text(string name) =>
                json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new ImageSays("none", null, null, null, null);
        }
        catch (JsonException)
        {
            return new ImageSays("unreadable manifest", null, null, null, null);
        }
    }
}
