using System.Globalization;
using Router.Api.Contract;
using Router.Fleet.Inventories;

namespace Router.Fleet.Push;

/// <summary>Commands of a device and what their answers mean.</summary>
public static class DeviceAnswers
{
    internal const string ShowConfiguration = "show configuration --json";

    /// <summary>The document that a device runs.</summary>
    /// <exception cref="IOException">It was not reached, or gave no answer of a router.</exception>
    public static async Task<string> RunningAsync(IDeviceConnector connector, Device device, CancellationToken stopping)
    {
        await using var session = await connector.ConnectAsync(device, stopping);
        return await session.RunningAsync(stopping);
    }

    /// <inheritdoc cref="RunningAsync(IDeviceConnector, Device, CancellationToken)"/>
    public static async Task<string> RunningAsync(this IDeviceSession session, CancellationToken stopping) =>
        (await session.AskAsync<Response.Document>(ShowConfiguration, stopping))?.Text
            ?? throw new IOException("show configuration gave no answer of a router");

    /// <summary>Null: it gave no such answer.</summary>
    internal static async Task<T?> AskAsync<T>(this IDeviceSession session, string command, CancellationToken stopping)
        where T : Response =>
        ApiAnswer.Read<T>((await session.RunAsync(command, default, stopping)).Out);

    internal static async Task<RunningStatus?> StatusAsync(this IDeviceSession session, CancellationToken stopping) =>
        (await session.AskAsync<Response.Version>("show version --json", stopping))?.Configuration;

    /// <summary>The generation that runs and boots; null: there is none, or one that waits for its confirmation.</summary>
    internal static async Task<int?> SettledAsync(this IDeviceSession session, CancellationToken stopping) =>
        await session.StatusAsync(stopping) is { ConfirmBefore: null } running ? running.Generation : null;

    internal static PushReport Refused(string name, string command, CommandOutput answer) =>
        ApiAnswer.Read<Response.Failed>(answer.Out) is { } failed
            ? new(name, failed.Kind == FailureKind.Busy ? DeviceOutcome.Busy : DeviceOutcome.Refused, failed.Message)
            {
                Problems = [.. failed.Problems]
            }
            : NotUnderstood(name, command, answer);

    internal static PushReport NotUnderstood(string name, string command, CommandOutput answer)
    {
        var code = answer.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none";
        return new(name, DeviceOutcome.Failed, ApiAnswer.Read<Response.Failed>(answer.Out)?.Message is { } message
            ? $"{command}: {message}"
            : $"{command} gave no answer of a router (exit code {code}){FirstLine(answer.Error)}");
    }

    private static string FirstLine(string text) => text.Trim().Split('\n')[0] is { Length: > 0 } line ? $": {line.Trim()}" : "";
}
