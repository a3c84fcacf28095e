using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Router.Ctl.Tests.Apk;

/// <summary>A mirror that takes the connection and says nothing: whoever waits may leave at once.</summary>
public sealed class SilentMirrorTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "routerctl");

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        listener.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Resolve_Signal_EndsAtOnce(string signal, int code)
    {
        var stopping = TestContext.Current.CancellationToken;
        using var rsa = RSA.Create(2048);
        folder.Write("keys/box.rsa.pub", rsa.ExportSubjectPublicKeyInfoPem());
        listener.Start();
        var start = new ProcessStartInfo(
            Program,
            [
                "apk", "resolve", "--keys", folder["keys"], "--repository",
                $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/alpine", "busybox"
            ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var client = await listener.AcceptTcpClientAsync(stopping);
        Assert.True(await client.GetStream().ReadAsync(new byte[4096], stopping) > 0);

        var sent = Stopwatch.GetTimestamp();
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            await kill.WaitForExitAsync(stopping);
        await process.WaitForExitAsync(stopping);

        Assert.Equal(code, process.ExitCode);
        Assert.InRange(Stopwatch.GetElapsedTime(sent).TotalSeconds, 0, 10);
        Assert.DoesNotContain(" at Router.", await process.StandardError.ReadToEndAsync(stopping), StringComparison.Ordinal);
    }
}
