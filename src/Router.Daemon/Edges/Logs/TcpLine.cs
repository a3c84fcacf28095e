using System.Net.Sockets;
using Router.Daemon.Logs;
using Router.Wire.Syslog;

namespace Router.Daemon.Edges.Logs;

/// <summary>
/// A connection with each message's length in front of it (RFC 6587). Collectors acknowledge nothing: what the kernel had taken when a
/// connection breaks is lost without a count.
/// </summary>
internal sealed class TcpLine : ICollectorLine
{
    /// <summary>linux/tcp.h, TCP_USER_TIMEOUT in milliseconds: what is not acknowledged in this time breaks the connection.</summary>
    private const int TcpLevel = 6, UserTimeout = 18, Unanswered = 30_000;

    private readonly Socket socket;
    private readonly Task<string> broken;

    private TcpLine(Socket socket)
    {
        this.socket = socket;
        Span<byte> value = stackalloc byte[sizeof(int)];
        BitConverter.TryWriteBytes(value, Unanswered);
        socket.SetRawSocketOption(TcpLevel, UserTimeout, value);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        broken = WatchAsync();
    }

    public static async Task<ICollectorLine> OpenAsync(Collector collector, CancellationToken stopping) =>
        new TcpLine(await CollectorAddresses.ConnectAsync(collector, SocketType.Stream, ProtocolType.Tcp, stopping));

    public async Task SendAsync(byte[] message, CancellationToken stopping)
    {
        if (broken.IsCompleted)
            throw new IOException(await broken);
        try
        {
            ReadOnlyMemory<byte> rest = SyslogEncoding.Frame(message);
            while (rest.Length > 0)
                rest = rest[await socket.SendAsync(rest, stopping)..];
        }
        catch (SocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await broken;
    }

    /// <summary>A collector says nothing; what comes is its end.</summary>
    private async Task<string> WatchAsync()
    {
        var buffer = new byte[256];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory()) > 0)
            {
                // Whatever it says, nobody asked.
            }
            return "the collector closed the connection";
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return exception.Message;
        }
    }
}
