using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowSystem), "show-system")]
public abstract partial record Request
{
    public sealed record ShowSystem() : Request(Role.View);
}

[JsonDerivedType(typeof(SystemStatus), "system")]
public abstract partial record Response
{
    /// <summary>Bytes; load averages of 1, 5 and 15 minutes. Disk: the file system of the state directory.</summary>
    public sealed record SystemStatus(
        string Hostname,
        DateTimeOffset Time,
        double UptimeSeconds,
        IReadOnlyList<double> Load,
        long MemoryTotal,
        long MemoryAvailable,
        long DaemonMemory,
        string StateDirectory,
        long DiskTotal,
        long DiskFree) : Response;
}
