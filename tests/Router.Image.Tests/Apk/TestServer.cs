using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Router.Image.Tests.Apk;

/// <summary>A web server on the loopback that counts what is asked of it.</summary>
internal sealed class TestServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly Dictionary<string, byte[]> _files;
    private readonly Thread _thread;

    public TestServer(Dictionary<string, byte[]> files)
    {
        _files = files;
        _listener.Start();
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Count(string path) => _counts.GetValueOrDefault(path);

    public void Dispose()
    {
        _listener.Stop();
        _thread.Join();
        _listener.Dispose();
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                using var client = _listener.AcceptTcpClient();
                Answer(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // stopped
        }
    }

    private void Answer(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = reader.ReadLine()?.Split(' ')[1] ?? "";
        while (!string.IsNullOrEmpty(reader.ReadLine()))
        {
        }

        _counts.AddOrUpdate(path, 1, (_, count) => count + 1);
        var found = _files.TryGetValue(path, out var file);
        stream.Write(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {(found ? "200 OK" : "404 Not Found")}\r\nContent-Length: {file?.Length ?? 0}\r\nConnection: close\r\n\r\n"));
        stream.Write(file ?? []);
    }
}
