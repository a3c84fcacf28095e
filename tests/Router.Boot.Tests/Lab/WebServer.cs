using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Router.Boot.Tests.Lab;

/// <summary>A web server inside a namespace: every page is its own address, and it remembers who asked.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly Socket listener;

    private WebServer(Socket listener)
    {
        this.listener = listener;
        _ = AcceptAsync();
    }

    /// <summary>Who asked for what, in order.</summary>
    public ConcurrentQueue<(IPAddress From, string Page)> Requests { get; } = new();

    public static WebServer Start(Namespace where, IPAddress address, int port) => new(where.Inside(() =>
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port));
        socket.Listen();
        return socket;
    }));

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed: nobody is served any more.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        using (client)
        using (var reader = new StreamReader(new NetworkStream(client)))
        {
            try
            {
                var page = (await reader.ReadLineAsync() ?? "").Split(' ').ElementAtOrDefault(1) ?? "";
                while (!string.IsNullOrEmpty(await reader.ReadLineAsync()))
                {
                }
                Requests.Enqueue((((IPEndPoint)client.RemoteEndPoint!).Address, page));
                var body = $"this is {page}\n";
                await client.SendAsync(
                    Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // The other side went away; the test that asked sees that.
            }
        }
    }
}
