using Microsoft.Extensions.Logging;

namespace Router.Daemon;

/// <summary>What this project logs: events 4000 to 4999.</summary>
internal static partial class DaemonLog
{
    [LoggerMessage(4000, LogLevel.Information, "routerd {Version:l} starts, state in {State:l}, socket {Socket:l}")]
    public static partial void Starting(this ILogger log, string version, string state, string socket);

    [LoggerMessage(4001, LogLevel.Information, "ready: network is applied, {Milliseconds} ms after start")]
    public static partial void Ready(this ILogger log, long milliseconds);

    [LoggerMessage(4002, LogLevel.Information, "services are started, {Failed} failed")]
    public static partial void ServicesReady(this ILogger log, int failed);

    [LoggerMessage(4003, LogLevel.Warning, "boot: {Note:l}")]
    public static partial void BootNote(this ILogger log, string note);

    [LoggerMessage(4004, LogLevel.Error, "service: {Failure:l}")]
    public static partial void ServiceFailed(this ILogger log, string failure);

    [LoggerMessage(4010, LogLevel.Information, "commit by {User:l} ({Origin:l}): {Steps} steps, waits for confirmation: {Waits}")]
    public static partial void Committed(this ILogger log, string user, string origin, int steps, bool waits);

    [LoggerMessage(4011, LogLevel.Information, "commit confirmed by {User:l} ({Origin:l})")]
    public static partial void Confirmed(this ILogger log, string user, string origin);

    [LoggerMessage(4012, LogLevel.Warning, "commit of {User:l} was taken back: {Reason:l}")]
    public static partial void Reverted(this ILogger log, string user, string reason);

    [LoggerMessage(4013, LogLevel.Error, "what is missing could not be tried again: {Reason:l}")]
    public static partial void RecoveryFailed(this ILogger log, string reason);

    [LoggerMessage(4014, LogLevel.Warning, "drift: {What:l}")]
    public static partial void Drifted(this ILogger log, string what);

    [LoggerMessage(4015, LogLevel.Information, "ports: {Which:l}, {Steps} steps")]
    public static partial void PortsChanged(this ILogger log, string which, int steps);

    [LoggerMessage(4016, LogLevel.Error, "drift cannot be looked at or healed: {Reason:l}")]
    public static partial void DriftFailed(this ILogger log, string reason);

    [LoggerMessage(4020, LogLevel.Information, "{User:l} ({Origin:l}): {Request:l}")]
    public static partial void Acts(this ILogger log, string user, string origin, string request);

    [LoggerMessage(4021, LogLevel.Warning, "{User:l} was refused {Request:l}: {Reason:l}")]
    public static partial void Denied(this ILogger log, string user, string request, string reason);

    [LoggerMessage(4022, LogLevel.Error, "a request failed unexpectedly")]
    public static partial void RequestFailed(this ILogger log, Exception exception);

    [LoggerMessage(4023, LogLevel.Critical, "a loop of the daemon failed; it ends")]
    public static partial void LoopFailed(this ILogger log, Exception exception);

    [LoggerMessage(4024, LogLevel.Error, "{Loop:l} failed, and is tried again in {Seconds} s")]
    public static partial void LoopTroubled(this ILogger log, Exception exception, string loop, double seconds);

    [LoggerMessage(4025, LogLevel.Error, "{What:l} could not be ended")]
    public static partial void EndFailed(this ILogger log, Exception exception, string what);

    [LoggerMessage(4040, LogLevel.Information, "mesh {Mesh:l}: {Subject:l}: {What:l}")]
    public static partial void MeshHappened(this ILogger log, string mesh, string subject, string what);

    [LoggerMessage(4041, LogLevel.Warning, "mesh {Mesh:l}: {Reason:l}")]
    public static partial void MeshFailed(this ILogger log, string mesh, string reason);

    [LoggerMessage(4042, LogLevel.Warning, "mesh {Mesh:l} failed, and is tried again")]
    public static partial void MeshTroubled(this ILogger log, Exception exception, string mesh);

    [LoggerMessage(4030, LogLevel.Information, "stops on {Signal:l}")]
    public static partial void Stopping(this ILogger log, string signal);
}
