using Router.Fleet.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Fleet.Tests.Ssh;

/// <summary>
/// An sshd with two host keys, <c>ed</c> and <c>ec</c>; the authority <c>ca</c> has signed the first. <c>no</c> is a stranger's key.
/// </summary>
public sealed class CertifiedSshd : IDisposable
{
    public CertifiedSshd()
        : this([])
    {
    }

    /// <param name="time">Options of ssh-keygen for the certificate.</param>
    internal CertifiedSshd(string[] time) => Sshd = Sshd.Launch("HostCertificate {folder}/host-cert.pub\nHostKey {folder}/host2", sshd =>
    {
        sshd.Keygen("-t", "ecdsa", "-N", "", "-f", "host2");
        sshd.Keygen("-t", "ed25519", "-N", "", "-f", "ca");
        sshd.Keygen("-t", "ed25519", "-N", "", "-f", "stranger");
        sshd.Keygen(["-s", "ca", "-h", "-I", "router", "-n", "127.0.0.1,LOCALHOST,127.0.0.?,::1", .. time, "host.pub"]);
    });

    internal Sshd Sshd { get; }

    public void Dispose() => Sshd.Dispose();

    /// <summary>A line of a list with port and keys in their places.</summary>
    internal string Filled(string line) => line
        .Replace("{p}", $"{Sshd.Port}", StringComparison.Ordinal)
        .Replace("{ed}", Key("host"), StringComparison.Ordinal).Replace("{ec}", Key("host2"), StringComparison.Ordinal)
        .Replace("{ca}", Key("ca"), StringComparison.Ordinal).Replace("{no}", Key("stranger"), StringComparison.Ordinal);

    internal async Task<bool> Accepts(string host, params string[] lists)
    {
        try
        {
            await Connect(host, lists);
            return true;
        }
        catch (ConnectException e) when (e.Kind == ConnectFailure.HostKey)
        {
            return false;
        }
    }

    internal async Task Connect(string host, params string[] lists)
    {
        var connector = new SshConnector(
            [SshIdentity.Load(Sshd["client"], null)],
            new KnownHostsFile(lists, acceptNew: false),
            TimeSpan.FromSeconds(20),
            TimeSpan.FromSeconds(20));
        var device = Device.Parse(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{Sshd.Port}" : $"{host}:{Sshd.Port}", "root")!;
        await using var session = await connector.ConnectAsync(device, TestContext.Current.CancellationToken);
    }

    private string Key(string name) => string.Join(' ', File.ReadAllText(Sshd[$"{name}.pub"]).Split(' ')[..2]);
}
