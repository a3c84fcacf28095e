using System.Net.Sockets;
using Router.Daemon.Logs;

namespace Router.Daemon.Edges.Logs;

/// <summary>A datagram a message (RFC 5426). A collector that is not there is known only where its machine says so.</summary>
internal sealed class UdpLine(Socket socket) : ICollectorLine
{
    public static async Task<ICollectorLine> OpenAsync(Collector collector, CancellationToken stopping) =>
        new UdpLine(await CollectorAddresses.ConnectAsync(collector, SocketType.Dgram, ProtocolType.Udp, stopping));

    public async Task SendAsync(byte[] message, CancellationToken stopping)
    {
        try
        {
            await socket.SendAsync(message, stopping);
        }
        catch (SocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
