using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Router.Daemon.Edges.Logs;
using Router.Daemon.Logs;
using Router.Features.SystemLog;

namespace Router.Daemon.Tests.Logs;

/// <summary>Messages over the wire, to a collector of the test's own.</summary>
public sealed class CollectorLineTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string folder = Directory.CreateTempSubdirectory("router-ca-").FullName;

    public CollectorLineTests() => listener.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose()
    {
        listener.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Udp_Message_IsADatagram()
    {
        using var collector = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var line = await OpenAsync("127.0.0.1", ((IPEndPoint)collector.Client.LocalEndPoint!).Port, LogTransport.Udp);
        await line.SendAsync("<30>1 - - - - - - one"u8.ToArray(), Token);
        Assert.Equal("<30>1 - - - - - - one", Encoding.UTF8.GetString((await collector.ReceiveAsync(Token)).Buffer));
    }

    [Fact]
    public async Task Tcp_Messages_AreFramedByTheirLengths()
    {
        await using var line = await OpenAsync("127.0.0.1", Port, LogTransport.Tcp);
        using var client = await listener.AcceptTcpClientAsync(Token);
        await line.SendAsync("one"u8.ToArray(), Token);
        await line.SendAsync("three"u8.ToArray(), Token);
        Assert.Equal("3 one5 three", await ReadAsync(client.GetStream(), 12));
    }

    [Fact]
    public async Task Tcp_CollectorThatLeaves_BreaksTheLine()
    {
        await using var line = await OpenAsync("127.0.0.1", Port, LogTransport.Tcp);
        using (await listener.AcceptTcpClientAsync(Token))
        {
            // It comes and goes.
        }
        var failure = await Assert.ThrowsAsync<IOException>(() => SendUntilItBreaksAsync(line));
        Assert.NotEmpty(failure.Message);
    }

    [Fact]
    public async Task Tcp_Nobody_SaysWhere()
    {
        var port = Port;
        listener.Stop();
        var failure = await Assert.ThrowsAsync<IOException>(() => OpenAsync("127.0.0.1", port, LogTransport.Tcp));
        Assert.StartsWith($"127.0.0.1 port {port}: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_CertificateThatIsBelieved_GetsMessages()
    {
        var certificate = Certificate("127.0.0.1", "ca.pem");
        var serving = ServeAsync(certificate, 14);
        await using var line = await OpenAsync("127.0.0.1", Port, LogTransport.Tls, "/ca.pem");
        // Letters that openssl's client would take for commands of its own.
        await line.SendAsync("Q\nR\nk\nB"u8.ToArray(), Token);
        await line.SendAsync("one"u8.ToArray(), Token);
        Assert.Equal("7 Q\nR\nk\nB3 one", await serving);
    }

    [Theory]
    [InlineData("127.0.0.2", "own.pem")]
    [InlineData("127.0.0.1", "other.pem")]
    public async Task Tls_CertificateOfAnotherNameOrAuthority_GetsNothing(string name, string authority)
    {
        var certificate = Certificate(name, "own.pem");
        Certificate("127.0.0.1", "other.pem").Dispose();
        var serving = ServeAsync(certificate, 1);
        var failure = await Assert.ThrowsAsync<IOException>(() => OpenAsync("127.0.0.1", Port, LogTransport.Tls, $"/{authority}"));
        Assert.StartsWith("its certificate is not believed: ", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => serving);
    }

    [Fact]
    public async Task Tls_CollectorThatLeaves_BreaksTheLine()
    {
        var certificate = Certificate("127.0.0.1", "ca.pem");
        var serving = ServeAsync(certificate, 5);
        await using var line = await OpenAsync("127.0.0.1", Port, LogTransport.Tls, "/ca.pem");
        await line.SendAsync("one"u8.ToArray(), Token);
        await serving;
        await Assert.ThrowsAsync<IOException>(() => SendUntilItBreaksAsync(line));
    }

    private Task<ICollectorLine> OpenAsync(string address, int port, LogTransport transport, string? ca = null) =>
        new CollectorDialer(folder).OpenAsync(new Collector("central", address, (ushort)port, transport, LogLevel.Debug, ca), Token);

    private static async Task SendUntilItBreaksAsync(ICollectorLine line)
    {
        for (var sent = 0; sent < 400; sent++)
        {
            await line.SendAsync("more"u8.ToArray(), Token);
            await Task.Delay(25, Token);
        }
    }

    private static async Task<string> ReadAsync(Stream from, int length)
    {
        var buffer = new byte[length];
        await from.ReadExactlyAsync(buffer, Token);
        return Encoding.UTF8.GetString(buffer);
    }

    private async Task<string> ServeAsync(X509Certificate2 certificate, int length)
    {
        using (certificate)
        {
            using var client = await listener.AcceptTcpClientAsync(Token);
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(certificate);
            return await ReadAsync(stream, length);
        }
    }

    /// <summary>Of an address, signed by itself; its public half is in the file.</summary>
    private X509Certificate2 Certificate(string address, string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=collector", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, file), certificate.ExportCertificatePem());
        return certificate;
    }
}
