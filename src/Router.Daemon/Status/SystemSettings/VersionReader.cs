using Router.Api.Contract;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Status.Backups;
using Router.Daemon.Status.Medium;
using Router.Daemon.Status.Mesh;
using Router.Daemon.Status.Upgrades;

namespace Router.Daemon.Status.SystemSettings;

/// <summary>What runs: product, image, kernel and configuration.</summary>
internal sealed class VersionReader(
    ConfigurationEngine engine, Device device, MeshStatusReader meshes, BackupKeeper backups, SlotWatch slots, MediumKeeper medium,
    ImageFacts image) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowVersion>((_, _) => Read())];

    private Response.Version Read()
    {
        var says = image.Read();
        return new Response.Version(
            Product.Version, engine.Running.Content.Config.System.Hostname,
            says.Board ?? device.Machine.Board.Board, says.Source, says.Image, MachineFiles.KernelRelease(),
            MachineFiles.UptimeSeconds(), engine.NetworkReady.IsCompleted, engine.ServicesReady, Running());
    }

    private RunningStatus Running()
    {
        var running = engine.Running;
        return new RunningStatus(
            running.Generation?.Number, running.By.User, running.At == DateTimeOffset.UnixEpoch ? null : running.At, running.Comment,
            engine.Pending?.Deadline, [
                .. engine.Notes, .. device.Waiting.Select(waits => $"{waits}"), .. meshes.Waiting,
                .. ((string?[])[backups.Note, slots.Note]).OfType<string>(), .. medium.Notes,
            ]);
    }
}
