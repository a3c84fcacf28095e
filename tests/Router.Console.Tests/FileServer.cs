using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Router.Console.Tests;

/// <summary>Serves one file over HTTP/1.1 on loopback, with ranges or without, and with TLS where it has a certificate.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly byte[] file;
    private readonly bool ranges;

    public FileServer(byte[] file, bool ranges)
    {
        (this.file, this.ranges) = (file, ranges);
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Bytes of the file that were sent.</summary>
    public long Sent { get; private set; }

    public int Connections { get; private set; }

    /// <summary>A connection ends after each answer.</summary>
    public bool Closes { get; init; }

    /// <summary>No answer goes beyond this place of the file.</summary>
    public int EndsAt { get; init; } = int.MaxValue;

    public X509Certificate2? Certificate { get; init; }

    public string Address =>
        $"{(Certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/router.bundle";

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                Connections++;
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await GreetAsync(client.GetStream());
                using var reader = new StreamReader(stream, Encoding.ASCII);
                while (await reader.ReadLineAsync() is { } request)
                {
                    var range = "";
                    while (await reader.ReadLineAsync() is { Length: > 0 } line)
                        range = line.StartsWith("Range: bytes=", StringComparison.Ordinal) ? line["Range: bytes=".Length..] : range;
                    await AnswerAsync(stream, request, range);
                    if (Closes)
                        return;
                }
            }
            catch (Exception exception) when (exception is IOException or AuthenticationException)
            {
                // The client has enough.
            }
        }
    }

    private async Task<Stream> GreetAsync(Stream plain)
    {
        if (Certificate is null)
            return plain;
        var stream = new SslStream(plain);
        await stream.AuthenticateAsServerAsync(Certificate);
        return stream;
    }

    private async Task AnswerAsync(Stream stream, string request, string range)
    {
        if (request.StartsWith("GET /moved ", StringComparison.Ordinal))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 302 Found\r\nLocation: /router.bundle\r\nContent-Length: 0\r\n\r\n"));
            return;
        }
        if (!request.StartsWith("GET /router.bundle ", StringComparison.Ordinal))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
            return;
        }
        var (from, to, status) = (0, file.Length, "200 OK");
        if (ranges && range.Split('-') is [var first, var last])
            (from, to, status) = (
                int.Parse(first, CultureInfo.InvariantCulture),
                last.Length == 0 ? file.Length : int.Parse(last, CultureInfo.InvariantCulture) + 1,
                "206 Partial Content");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Length: {to - from}\r\n{(Closes ? "Connection: close\r\n" : "")}\r\n"));
        foreach (var piece in file[from..Math.Min(to, EndsAt)].Chunk(1000))
        {
            await stream.WriteAsync(piece);
            Sent += piece.Length;
        }
        if (to > EndsAt)
            throw new IOException("the line breaks");
    }
}
