using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;

namespace Router.Image.Tests.Apk;

/// <summary>Web servers that stop answering, at each point of an answer.</summary>
public sealed class SilentSiteTests : IDisposable
{
    private const string Headers = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> held = [];

    public SilentSiteTests() => listener.Start();

    public void Dispose()
    {
        held.ForEach(client => client.Dispose());
        listener.Dispose();
    }

    private string Host => $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData(Headers)]
    [InlineData(Headers + "abc")]
    public void Open_ServerThatFallsSilent_FailsAfterTheTimeWithoutAByte(string said)
    {
        _ = AnswerAsync(said);
        var told = new List<string>();
        var started = Stopwatch.GetTimestamp();
        var error = Assert.Throws<ApkException>(() => Open("http", Once(0.5) with { Tell = told.Add }));
        Assert.Contains("not a byte came for 0.5 s", error.Message);
        Assert.False(error.IsInput);
        Assert.Equal([$"fetching http://{Host}/x86_64/APKINDEX.tar.gz"], told);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.4, 20);
    }

    [Fact]
    public void Open_SlowServer_IsWaitedFor()
    {
        _ = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n", "a", "b", "c", "d", "e", "f");
        // All of it takes longer than the patience; what came is no index, and that is said.
        var error = Assert.Throws<ApkException>(() => Open("http", Once(1)));
        Assert.DoesNotContain("cannot be reached", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Headers + "abc")]
    public async Task Open_Stopped_EndsAtOnce(string said)
    {
        _ = AnswerAsync(said);
        using var stop = new CancellationTokenSource();
        var opening = Task.Run(() => Open("http", new Transfer(TimeSpan.FromMinutes(10), null, stop.Token)), Stopping);
        await Task.Delay(200, Stopping);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(TimeSpan.FromSeconds(20), Stopping));
    }

    [Fact]
    public void Open_AuthorityThatNobodyKnows_IsNamedWithWhatToDo()
    {
        _ = HandshakeAsync();
        var error = Assert.Throws<ApkException>(() => Open("https", Once(20)));
        Assert.Contains("its certificate is not trusted: ", error.Message);
        Assert.Contains("update-ca-certificates", error.Message);
        Assert.DoesNotContain("inner exception", error.Message);
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("https:///alpine")]
    [InlineData("http://[::1")]
    public void Open_WhatIsNoAddress_SaysSo(string location) => Assert.Contains(
        $"{location}: it is no address",
        Assert.Throws<ApkException>(() => ApkSources.Open(
            location, TestKeys.Trusted(), "x86_64", null, Once(1))).Message);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private static Transfer Once(double seconds) => new(TimeSpan.FromSeconds(seconds), null, Stopping) { Pauses = [] };

    private ApkRepository Open(string scheme, Transfer transfer) =>
        ApkSources.Open($"{scheme}://{Host}", TestKeys.Trusted(), "x86_64", null, transfer);

    private async Task<NetworkStream> AcceptAsync()
    {
        var client = await listener.AcceptTcpClientAsync(Stopping);
        client.NoDelay = true;
        held.Add(client);
        return client.GetStream();
    }

    private async Task AnswerAsync(params string[] pieces)
    {
        var stream = await AcceptAsync();
        _ = await stream.ReadAsync(new byte[4096], Stopping);
        foreach (var piece in pieces)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(piece), Stopping);
            if (pieces.Length > 1)
                await Task.Delay(250, Stopping);
        }
    }

    private async Task HandshakeAsync()
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var tls = new SslStream(await AcceptAsync());
        await tls.AuthenticateAsServerAsync(certificate);
    }
}
