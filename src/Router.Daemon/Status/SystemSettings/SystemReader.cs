using Router.Api.Contract;
using Router.Daemon.Edges;
using Router.Daemon.Engine;

namespace Router.Daemon.Status.SystemSettings;

/// <summary>Load, memory, disk and clock of the machine.</summary>
internal sealed class SystemReader(ConfigurationEngine engine, RuntimePaths paths, TimeProvider time) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowSystem>((_, _) => Read())];

    private Response.SystemStatus Read()
    {
        var (total, available) = MachineFiles.Memory();
        var disk = new DriveInfo(paths.State);
        return new Response.SystemStatus(
            engine.Running.Content.Config.System.Hostname, time.GetLocalNow(),
            MachineFiles.UptimeSeconds(), MachineFiles.Load(), total, available,
            MachineFiles.OwnMemory(), paths.State, disk.TotalSize, disk.AvailableFreeSpace);
    }
}
