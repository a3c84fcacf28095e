using System.Text.Json;
using Router.Api.Contract;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Status.Mesh;

namespace Router.Daemon.Status.SystemSettings;

/// <summary>What runs: product, image, kernel and configuration.</summary>
internal sealed class VersionReader(ConfigurationEngine engine, Device device, MeshStatusReader meshes, RuntimePaths paths) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowVersion>((_, _) => Read())];

    private Response.Version Read()
    {
        var (source, image, board) = Manifest();
        return new Response.Version(
            Product.Version, engine.Running.Content.Config.System.Hostname,
            board ?? device.Machine.Board.Board, source, image, MachineFiles.KernelRelease(),
            MachineFiles.UptimeSeconds(), engine.NetworkReady.IsCompleted, engine.ServicesReady, Running());
    }

    private RunningStatus Running()
    {
        var running = engine.Running;
        return new RunningStatus(
            running.Generation?.Number, running.By.User, running.At == DateTimeOffset.UnixEpoch ? null : running.At, running.Comment,
            engine.Pending?.Deadline, [.. engine.Notes, .. device.Waiting.Select(waits => $"{waits}"), .. meshes.Waiting]);
    }

    /// <summary>A machine without an image of ours has no manifest.</summary>
    private (string Source, string? Image, string? Board) Manifest()
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(paths.Manifest));
            return (Text("source") ?? "unknown", Text("version"), Text("board"));

            string? Text(string name) =>
                json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ("none", null, null);
        }
        catch (JsonException)
        {
            return ("unreadable manifest", null, null);
        }
    }
}
