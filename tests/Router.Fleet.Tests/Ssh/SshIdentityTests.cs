using Router.Fleet.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Fleet.Tests.Ssh;

/// <summary>Every kind of key that ssh-keygen makes, against a real sshd as it comes.</summary>
public sealed class SshIdentityTests : IDisposable
{
    private readonly Sshd sshd = Sshd.Launch(
        "TrustedUserCAKeys {folder}/ca.pub", sshd => sshd.Keygen("-t", "ed25519", "-N", "", "-f", "ca"));

    public SshIdentityTests() => File.WriteAllText(sshd["known"], sshd.KnownHostsLine + "\n");

    public void Dispose() => sshd.Dispose();

    [Fact]
    public async Task Connect_EveryTypeAndFormat_LogsIn()
    {
        string[] kinds = ["rsa 3072", "ecdsa 256", "ecdsa 384", "ecdsa 521", "ed25519 256"];
        string[] formats = ["RFC4716", "PEM", "PKCS8"];
        var made = new List<string>();
        foreach (var kind in kinds)
        {
            // OpenSSH writes ed25519 in its own format whatever is asked for.
            foreach (var format in kind.StartsWith("ed", StringComparison.Ordinal) ? formats[..1] : formats)
            {
                var name = $"{kind}-{format}".Replace(' ', '-');
                sshd.Keygen("-t", kind.Split(' ')[0], "-b", kind.Split(' ')[1], "-N", "", "-m", format, "-f", name);
                made.Add(name);
            }
        }
        await File.WriteAllLinesAsync(sshd["authorized"], made.Select(name => File.ReadAllText(sshd[$"{name}.pub"]).Trim()), Stopping);
        foreach (var name in made)
            Assert.Equal((name, true), (name, await LogsIn(SshIdentity.Load(sshd[name], null))));
    }

    [Theory]
    [InlineData("rsa", "RFC4716")]
    [InlineData("rsa", "PEM")]
    [InlineData("rsa", "PKCS8")]
    [InlineData("ecdsa", "PKCS8")]
    [InlineData("ed25519", "RFC4716")]
    public async Task Connect_EncryptedKey_AsksForThePassphraseAndLogsIn(string type, string format)
    {
        sshd.Keygen("-t", type, "-N", "sword fish", "-m", format, "-f", "locked");
        File.Copy(sshd["locked.pub"], sshd["authorized"], overwrite: true);
        Assert.True(Assert.Throws<SshIdentityException>(() => SshIdentity.Load(sshd["locked"], null)).NeedsPassphrase);
        Assert.Equal(
            "the passphrase does not fit", Assert.Throws<SshIdentityException>(() => SshIdentity.Load(sshd["locked"], "wrong")).Message);
        Assert.True(await LogsIn(SshIdentity.Load(sshd["locked"], "sword fish")));
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    [InlineData("ed25519")]
    public async Task Connect_CertificateBesideTheKey_LogsInWhereTheKeyAloneMayNot(string type)
    {
        await File.WriteAllTextAsync(sshd["authorized"], "", Stopping);
        sshd.Keygen("-t", type, "-N", "", "-f", "user");
        Assert.False(await LogsIn(SshIdentity.Load(sshd["user"], null)));
        sshd.Keygen("-s", "ca", "-I", "operator", "-n", "root", "user.pub");
        var identity = SshIdentity.Load(sshd["user"], null);
        Assert.Null(identity.Remark);
        Assert.True(await LogsIn(identity));
    }

    [Fact]
    public async Task Load_CertificateThatDoesNotFit_IsRemarkedAndTheKeyGoesAlone()
    {
        sshd.Keygen("-t", "ed25519", "-N", "", "-f", "other");
        sshd.Keygen("-s", "ca", "-I", "operator", "-n", "root", "other.pub");
        File.Copy(sshd["other-cert.pub"], sshd["client-cert.pub"]);
        Assert.Contains("the certificate of another key", SshIdentity.Load(sshd["client"], null).Remark);
        foreach (var damaged in new[] { "", "ssh-ed25519-cert-v01@openssh.com AAAAB3Nz", "garbage garbage" })
        {
            await File.WriteAllTextAsync(sshd["client-cert.pub"], damaged, Stopping);
            var identity = SshIdentity.Load(sshd["client"], null);
            Assert.Contains("client-cert.pub: it", identity.Remark);
            Assert.True(await LogsIn(identity));
        }
    }

    [Fact]
    public void Load_PublicKeyOrDevice_SaysSo()
    {
        Assert.Contains(
            "it is a public key", Assert.Throws<SshIdentityException>(() => SshIdentity.Load(sshd["client.pub"], null)).Message);
        Assert.Contains("longer than 64 KiB", Assert.Throws<SshIdentityException>(() => SshIdentity.Load("/dev/zero", null)).Message);
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private async Task<bool> LogsIn(SshIdentity identity)
    {
        var connector = new SshConnector(
            [identity], new KnownHostsFile([sshd["known"]], acceptNew: false), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));
        try
        {
            await using var session = await connector.ConnectAsync(new Device("r1", "127.0.0.1", sshd.Port, "root"), Stopping);
            return true;
        }
        catch (ConnectException e) when (e.Kind == ConnectFailure.Login)
        {
            return false;
        }
    }
}
