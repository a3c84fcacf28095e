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
    private readonly string? _credentials;
    private readonly Dictionary<string, byte[]> _files;
    private readonly Thread _thread;

    /// <param name="files">By their paths.</param>
    /// <param name="credentials">NAME:PASSWORD, without which nothing is given; null: nobody is asked.</param>
    public TestServer(Dictionary<string, byte[]> files, string? credentials = null)
    {
        _files = files;
        _credentials = credentials is null ? null : $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}";
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
        var known = _credentials is null;
        while (reader.ReadLine() is { Length: > 0 } header)
            known |= header == _credentials;

        _counts.AddOrUpdate(path, 1, (_, count) => count + 1);
        var file = known ? _files.GetValueOrDefault(path) : null;
        var status = !known ? "401 Unauthorized" : file is null ? "404 Not Found" : "200 OK";
        stream.Write(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Length: {file?.Length ?? 0}\r\nConnection: close\r\n\r\n"));
        stream.Write(file ?? []);
    }
}
