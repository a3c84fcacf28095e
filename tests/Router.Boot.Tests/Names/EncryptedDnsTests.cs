using System.Security.Cryptography.X509Certificates;
using System.Text;
using Router.Boot.Tests.Lab;
using Router.Testing;

namespace Router.Boot.Tests.Names;

/// <summary>Names over TLS, by the image's own programs: the server is taken by its certificate alone.</summary>
public sealed class EncryptedDnsTests
{
    private const string Name = "dns.example";

    private const string Document = $$"""
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [198.51.100.1/24] }
        firewall: { policies: { router -> wan: accept } }
        services: { dns: { upstream: ["tls://198.51.100.53#{{Name}}"] } }
        """;

    /// <summary>The image trusts the authorities of the world; this one is the test's.</summary>
    private const string TrustingTheTest = "s|/etc/ssl/certs/ca-certificates.crt|/lab/server.pem|";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Name_IsToldByTheServerOfThatCertificate_AndByNoOther()
    {
        using var certificate = ServerCertificate.For(Name);
        using var key = certificate.GetECDsaPrivateKey()!;
        var files = await LabInitramfs.FilesAsync("Names/Guest", Stopping);
        files.Add(("startup.yaml", Encoding.UTF8.GetBytes(Document)));
        files.Add(("server.key", Encoding.UTF8.GetBytes(key.ExportPkcs8PrivateKeyPem())));
        files.Add(("server.pem", Encoding.UTF8.GetBytes(certificate.ExportCertificatePem())));
        await using var guest = await ShellGuest.StartAsync("names", files, Stopping);
        await guest.RunAsync("make_lab", Within, Stopping);

        Assert.Contains("9.1.1.1", await AskAsync(TrustingTheTest), StringComparison.Ordinal);
        foreach (var other in (string[])[$"{TrustingTheTest};s/#{Name}/#other.example/", "s/x/x/"])
        {
            var said = await AskAsync(other);
            Assert.Contains("SERVFAIL", said, StringComparison.Ordinal);
            Assert.DoesNotContain("9.1.1.1", said, StringComparison.Ordinal);
        }

        Task<string> AskAsync(string script) => guest.RunAsync($"ask_with '{script}'", Within, Stopping);
    }
}
