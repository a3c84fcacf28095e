using System.Globalization;
using System.Runtime.CompilerServices;
using Router.Api.Contract;
using Router.Core.Edges;
using Router.Core.State;
using Router.Daemon.Engine;
using Router.Linux.Edges.Capture;
using Router.Linux.Edges.Processes;
using Router.Linux.Edges.Services;
using Router.Wire.Packets;

namespace Router.Daemon.Edges;

/// <summary>Operations by the machine's own programs.</summary>
internal sealed class Operations(IServiceManager services) : IOperations
{
    public async Task RestartAsync(string service, CancellationToken stopping)
    {
        if (!services.Manages)
            throw new ApplyException($"restart {service}", 0, "OpenRC does not run this machine, so nothing here starts services");
        await services.RefreshAsync(service, ServiceChange.Restart, stopping);
    }

    public Task ReloadAsync(string service, CancellationToken stopping) => services.Manages && services.IsRunning(service)
        ? services.RefreshAsync(service, ServiceChange.Reload, stopping)
        : Task.CompletedTask;

    public async Task PowerAsync(bool again, CancellationToken stopping)
    {
        var program = again ? "reboot" : "poweroff";
        var (code, words) = await ProgramRunner.RunAsync(program, [], "", stopping);
        if (code != 0)
            throw new ApplyException(program, 0, words);
    }

    public Task ChooseModeAsync(string mode, CancellationToken stopping) => MarkAsync(mode, stopping);

    public Task MarkForResetAsync(CancellationToken stopping) => MarkAsync("reset", stopping);

    /// <summary>The next boot reads it.</summary>
    private static async Task MarkAsync(string mode, CancellationToken stopping)
    {
        const string program = "/usr/libexec/router/next-boot";
        if (!File.Exists(program))
            throw new ApplyException("next boot", 0, "this machine does not boot from a medium of ours, which could be told");
        var (code, words) = await ProgramRunner.RunAsync(program, [mode], "", stopping);
        if (code != 0)
            throw new ApplyException("next boot", 0, words.Trim());
    }

    public IAsyncEnumerable<Response> PingAsync(string host, int? count, CancellationToken stopping) => ProgramFollower.FollowAsync(
        "ping", count is { } times ? ["-c", times.ToString(CultureInfo.InvariantCulture), Host(host)] : [Host(host)], stopping);

    public IAsyncEnumerable<Response> TraceRouteAsync(string host, CancellationToken stopping) =>
        ProgramFollower.FollowAsync("traceroute", [Host(host)], stopping);

    public async IAsyncEnumerable<Response> CaptureAsync(string device, string? filter, [EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var packet in PacketCapture.FollowAsync(device, filter, stopping))
            yield return new Response.Packet(
                packet.Time, PacketSummary.Of(packet.LinkType, packet.Bytes, packet.Length), packet.Length, packet.Bytes, packet.LinkType);
    }

    // A word that begins with a dash would be an option to the program that gets it.
    private static string Host(string text) =>
        Uri.CheckHostName(text.Trim('[', ']')) != UriHostNameType.Unknown && !text.StartsWith('-')
            ? text.Trim('[', ']')
            : throw new RefusedException($"\"{text}\" is neither an address nor a name", "for example 192.0.2.1 or www.example.net");
}
