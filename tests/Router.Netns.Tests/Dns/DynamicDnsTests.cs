using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Router.Core.Planning;
using Router.Netns.Tests.Dhcp;
using Router.Netns.Tests.Namespaces;
using Router.Testing;

namespace Router.Netns.Tests.Dns;

/// <summary>inadyn as the product sets it up, and a provider of the test's own that speaks dyndns2 over HTTPS.</summary>
public sealed class DynamicDnsTests : IDisposable
{
    private const string Password = "it's \"a\" \\ ${HOME} # {x}";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-ddns-");
    private readonly ConcurrentQueue<string> asked = new();
    private int refused;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    private static string Document(string address) => $$"""
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [{{address}}/24] }
        services:
          dynamic-dns:
            home.example.net: { interface: wan, provider: dyndns2, server: members.example, user: anna, password: !secret dyn }

        """;

    [Fact]
    public async Task Address_AndTheNextOne_AreToldToTheProvider()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/inadyn"), "there is no inadyn on this machine");
        await using var router = await StartAsync();
        await using var serving = new Serving();
        var inadyn = await RunAsync(router, serving, trusted: true);
        await Serving.UntilAsync(Asked, "GET /nic/update?hostname=home.example.net&myip=9.1.1.2 ");
        var basic = Convert.ToBase64String(Encoding.ASCII.GetBytes($"anna:{Password}"));
        Assert.Contains($"Authorization: Basic {basic}", await Asked(), StringComparison.Ordinal);
        await ApplyAsync(router, "9.1.1.3");
        await Serving.UntilAsync(
            async () =>
            {
                await router.Kernel.ProgramAsync("kill", $"-USR2 {inadyn}");
                await Task.Delay(500, Token);
                return await Asked();
            },
            "GET /nic/update?hostname=home.example.net&myip=9.1.1.3 ");
    }

    [Fact]
    public async Task Provider_WithACertificateThatNobodyKnows_IsToldNothing()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/inadyn"), "there is no inadyn on this machine");
        await using var router = await StartAsync();
        await using var serving = new Serving();
        await RunAsync(router, serving, trusted: false);
        await Serving.UntilAsync(() => Task.FromResult(Volatile.Read(ref refused) > 0 ? "refused" : ""), "refused");
        Assert.Empty(asked);
    }

    private Task<string> Asked() => Task.FromResult(string.Join('\n', asked));

    private async Task<RouterUnderTest> StartAsync()
    {
        var router = await RouterUnderTest.CreateAsync(1);
        router.Secrets.Set("dyn", Password);
        await ApplyAsync(router, "9.1.1.2");
        var provider = router.Neighbours[0];
        await provider.IpAsync("address add 9.1.1.1/24 dev eth0");
        await provider.IpAsync("link set eth0 up");
        var certificate = ServerCertificate.For("members.example");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ca.pem"), certificate.ExportCertificatePem(), Token);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "hosts"), "9.1.1.1 members.example\n", Token);
        var listener = await provider.RunAsync(() =>
        {
            var made = new TcpListener(IPAddress.Any, 443);
            made.Start();
            return made;
        });
        _ = Task.Run(() => ServeAsync(listener, certificate), Token);
        return router;
    }

    private static async Task ApplyAsync(RouterUnderTest router, string address)
    {
        var desired = await router.BuildAsync(Document(address));
        // The image has an account for it, a test's machine may not.
        var applied = await router.TryApplyAsync(desired with
        {
            Services =
            [
                .. desired.Services.Select(service => service.Name == "inadyn"
                    ? service with { Directories = [], Files = [.. service.Files.Select(file => file with { Owner = "root:root" })] }
                    : service),
            ],
        });
        Assert.True(applied is TransactionResult.Applied, applied.ToString());
    }

    private async Task<int> RunAsync(RouterUnderTest router, Serving serving, bool trusted)
    {
        var file = Path.Combine(router.Paths.Root, "etc/inadyn/inadyn.conf");
        var trust = trusted ? $"echo \"ca-trust-file = '{folder}/ca.pem'\" >/run/i.conf" : ": >/run/i.conf";
        return await serving.StartAsync(
            router.Kernel,
            $"mkdir -p /run/cache && mount --bind {folder}/hosts /etc/hosts && {trust} && cat {file} >>/run/i.conf "
            + "&& exec inadyn --foreground --no-pidfile --continue-on-error --cache-dir=/run/cache --config=/run/i.conf");
    }

    private async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using (listener)
        {
            while (!Token.IsCancellationRequested)
            {
                using var client = await listener.AcceptTcpClientAsync(Token);
                try
                {
                    await using var tls = new SslStream(client.GetStream());
                    await tls.AuthenticateAsServerAsync(certificate);
                    var head = new byte[4096];
                    var length = await tls.ReadAsync(head, Token);
                    if (length == 0)
                    {
                        Interlocked.Increment(ref refused);
                        continue;
                    }
                    asked.Enqueue(Encoding.ASCII.GetString(head, 0, length));
                    await tls.WriteAsync("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\ngood 9.1.1.2\n"u8.ToArray(), Token);
                }
                catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }
    }
}
