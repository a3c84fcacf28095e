using System.Globalization;
using System.Runtime.CompilerServices;
using Router.Api.Contract;
using Router.Core.Edges;
using Router.Linux.Edges.Capture;
using Router.Wire.Packets;

namespace Router.Daemon.Edges;

/// <summary>Operations by the machine's own programs.</summary>
internal sealed class Operations : IOperations
{
    public async Task<bool> RestartAsync(string service, CancellationToken stopping)
    {
        var (code, output, error) = await ProgramRunner.RunAsync("rc-service", ["--nocolor", "--nodeps", service, "restart"], stopping);
        return code == 0 ? true : throw new ApplyException($"restart {service}", 0, $"{output}{error}".Trim());
    }

    public async Task PowerAsync(bool again, CancellationToken stopping)
    {
        var program = again ? "reboot" : "poweroff";
        var (code, _, error) = await ProgramRunner.RunAsync(program, [], stopping);
        if (code != 0)
            throw new ApplyException(program, 0, error.Trim());
    }

    public IAsyncEnumerable<Response> PingAsync(string host, int? count, CancellationToken stopping) => ProgramRunner.FollowAsync(
        "ping", count is { } times ? ["-c", times.ToString(CultureInfo.InvariantCulture), Host(host)] : [Host(host)], stopping);

    public IAsyncEnumerable<Response> TraceRouteAsync(string host, CancellationToken stopping) =>
        ProgramRunner.FollowAsync("traceroute", [Host(host)], stopping);

    public async IAsyncEnumerable<Response> CaptureAsync(string device, string? filter, [EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var packet in PacketCapture.FollowAsync(device, filter, stopping))
            yield return new Response.Packet(packet.Time, PacketSummary.Of(packet.LinkType, packet.Bytes, packet.Length), packet.Length, packet.Bytes, packet.LinkType);
    }

    // A word that begins with a dash would be an option to the program that gets it.
    private static string Host(string text) =>
        Uri.CheckHostName(text.Trim('[', ']')) != UriHostNameType.Unknown && !text.StartsWith('-')
            ? text.Trim('[', ']')
            : throw new ApplyException("host", 0, $"\"{text}\" is neither an address nor a name");
}
