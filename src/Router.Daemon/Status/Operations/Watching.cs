using System.Runtime.CompilerServices;
using Router.Api.Contract;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Status.Interfaces;

namespace Router.Daemon.Status.Operations;

/// <summary>What is watched as it comes: packets, events, whether a host answers.</summary>
internal sealed class Watching(InterfaceReader interfaces, IOperations operations, EventHub events) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Streamed<Request.MonitorTraffic>((traffic, stopping) => CaptureAsync(traffic.Interface, traffic.Filter, stopping)),
        Handler.Streamed<Request.MonitorEvents>((_, stopping) => events.Listen(stopping)),
        Handler.Streamed<Request.Ping>((ping, stopping) => operations.PingAsync(ping.Host, ping.Count, stopping)),
        Handler.Streamed<Request.TraceRoute>((trace, stopping) => operations.TraceRouteAsync(trace.Host, stopping)),
    ];

    /// <exception cref="NotFoundException">There is no such interface.</exception>
    private async IAsyncEnumerable<Response> CaptureAsync(
        string name, string? filter, [EnumeratorCancellation] CancellationToken stopping)
    {
        var device = await interfaces.DeviceOfAsync(name, stopping);
        await foreach (var packet in operations.CaptureAsync(device, filter, stopping))
            yield return packet;
    }
}
