using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Router.Daemon.Edges;
using Router.Daemon.Lists;
using Router.Daemon.Status.Lists;
using Router.Testing;

namespace Router.Daemon.Tests.Edges;

/// <summary>Lists over the wire, from a server of the test's own.</summary>
public sealed class CurlSourceTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<string> asked = [];

    public CurlSourceTests() => listener.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Place => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task List_IsFetchedWithWhatItsServerSaysOfIt()
    {
        var serving = ServeAsync(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nETag: \"v1\"\r\nLast-Modified: Mon, 30 Nov 2026 06:00:00 GMT\r\nContent-Length: 12\r\n\r\nads.example\n");
        var list = await FetchAsync($"http://{Place}/hosts");
        await serving;
        Assert.Equal("ads.example\n", Encoding.UTF8.GetString(list.Content!));
        Assert.Equal(("text/plain; charset=utf-8", "\"v1\"", "Mon, 30 Nov 2026 06:00:00 GMT"), (list.MediaType, list.ETag, list.Modified));
    }

    [Fact]
    public async Task List_ThatIsAsItWas_IsNotSentAgain()
    {
        var serving = ServeAsync("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n");
        var list = await new CurlSource().FetchAsync(
            new ListRequest($"http://{Place}/hosts", 1000, "\"v1\"", "Mon, 30 Nov 2026 06:00:00 GMT"), Token);
        await serving;
        Assert.Null(list.Content);
        Assert.Contains("If-None-Match: \"v1\"\r\n", asked[0], StringComparison.Ordinal);
        Assert.Contains("If-Modified-Since: Mon, 30 Nov 2026 06:00:00 GMT\r\n", asked[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AtAnotherPlaceOfTheServer_IsFollowed()
    {
        var serving = ServeAsync(
            $"HTTP/1.1 302 Found\r\nLocation: http://{Place}/there\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        Assert.Equal("ok", Encoding.UTF8.GetString((await FetchAsync($"http://{Place}/here")).Content!));
        await serving;
        Assert.StartsWith("GET /there ", asked[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "its server answers 404")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "is longer than the 1000 bytes that are taken of it")]
    [InlineData(
        "HTTP/1.1 302 Found\r\nLocation: file:///etc/shadow\r\nContent-Length: 0\r\n\r\n",
        "curl: (1) Protocol \"file\" not supported or disabled in libcurl")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nads.exa", "curl: (18) transfer closed with 93 bytes remaining to read")]
    public async Task WhatCannotBeHad_IsTold(string answer, string expected)
    {
        var serving = ServeAsync(answer.EndsWith("OK\r\n\r\n", StringComparison.Ordinal) ? answer + new string('x', 5000) : answer);
        var exception = await Assert.ThrowsAsync<ListException>(() => FetchAsync($"http://{Place}/hosts"));
        Assert.Equal(expected, exception.Message);
        await serving;
    }

    [Fact]
    public async Task Server_ThatIsAway_IsTold()
    {
        listener.Stop();
        var exception = await Assert.ThrowsAsync<ListException>(() => FetchAsync("http://127.0.0.1:9/hosts"));
        Assert.StartsWith("curl: (7) ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_ThatNobodyKnows_IsRefused()
    {
        using var certificate = ServerCertificate.For("127.0.0.1");
        var serving = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(Token);
                await using var tls = new SslStream(client.GetStream());
                await Assert.ThrowsAnyAsync<Exception>(async () =>
                {
                    await tls.AuthenticateAsServerAsync(certificate);
                    await tls.ReadExactlyAsync(new byte[1], Token);
                });
            },
            Token);
        var exception = await Assert.ThrowsAsync<ListException>(() => FetchAsync($"https://{Place}/hosts"));
        Assert.Contains("certificate", exception.Message, StringComparison.Ordinal);
        await serving;
    }

    private static Task<FetchedList> FetchAsync(string url) => new CurlSource().FetchAsync(new ListRequest(url, 1000, null, null), Token);

    /// <summary>A connection for each answer.</summary>
    private async Task ServeAsync(params string[] answers)
    {
        foreach (var answer in answers)
        {
            using var client = await listener.AcceptTcpClientAsync(Token);
            var stream = client.GetStream();
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, Token) > 0)
                head.Append((char)one[0]);
            asked.Add(head.ToString());
            try
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), Token);
            }
            catch (IOException)
            {
                // Who has enough lets go.
            }
        }
    }
}
