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

    [LoggerMessage(4050, LogLevel.Information, "backup: {File:l} is kept in {Folder:l}")]
    public static partial void BackupKept(this ILogger log, string file, string folder);

    [LoggerMessage(4051, LogLevel.Warning, "backup: it is not kept: {Reason:l}")]
    public static partial void BackupFailed(this ILogger log, string reason);

    [LoggerMessage(4052, LogLevel.Information, "medium: what runs is kept on it")]
    public static partial void MediumKept(this ILogger log);

    [LoggerMessage(4053, LogLevel.Warning, "medium: what runs is not kept on it: {Reason:l}")]
    public static partial void MediumFailed(this ILogger log, string reason);

    [LoggerMessage(4054, LogLevel.Information, "list {Name:l}: {Count} {What:l}")]
    public static partial void ListTaken(this ILogger log, string name, int count, string what);

    [LoggerMessage(4055, LogLevel.Warning, "list {Name:l}: {Reason:l}")]
    public static partial void ListFailed(this ILogger log, string name, string reason);

    [LoggerMessage(4060, LogLevel.Warning, "upgrade: {What:l}")]
    public static partial void UpgradeEnded(this ILogger log, string what);

    [LoggerMessage(4061, LogLevel.Error, "upgrade: how it ended cannot be kept: {Reason:l}")]
    public static partial void UpgradeNotRecorded(this ILogger log, string reason);

    [LoggerMessage(4070, LogLevel.Warning, "uplink {Uplink:l}: {What:l}")]
    public static partial void UplinkHappened(this ILogger log, string uplink, string what);

    [LoggerMessage(4071, LogLevel.Information, "uplinks: {What:l}")]
    public static partial void UplinksChosen(this ILogger log, string what);

    [LoggerMessage(4072, LogLevel.Error, "uplinks: the kernel refused: {Reason:l}")]
    public static partial void UplinksRefused(this ILogger log, string reason);

    [LoggerMessage(4030, LogLevel.Information, "stops on {Signal:l}")]
    public static partial void Stopping(this ILogger log, string signal);
}
