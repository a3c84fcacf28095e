using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;
using Router.Fleet.Inventories;
using Router.Fleet.KnownHosts;
using Router.Fleet.Push;

namespace Router.Fleet.Edges;

/// <summary>Connects by SSH with keys.</summary>
/// <param name="keys">Tried in this order.</param>
/// <param name="hosts">Whom to trust.</param>
/// <param name="connectTimeout">For TCP, key exchange and login together.</param>
/// <param name="answerTimeout">For one command.</param>
public sealed class SshConnector(IReadOnlyList<SshIdentity> keys, KnownHostsFile hosts, TimeSpan connectTimeout, TimeSpan answerTimeout)
    : IDeviceConnector
{
    /// <summary>A session blocks a thread or two of the pool while it is set up: without these, they come at two a second.</summary>
    public static void PrepareThreads(int connections)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Math.Min(1024, (3 * connections) + 8)), ports);
    }

    public async Task<IDeviceSession> ConnectAsync(Device device, CancellationToken stopping)
    {
        var expected = hosts.Expect(device.Address, device.Port);
        try
        {
            return await ConnectAsync(device, expected, null, stopping);
        }
        catch (ConnectException e) when (e.InnerException is BadCertificateException)
        {
            // As ssh does: its key may be known for itself.
            return await ConnectAsync(device, expected with { Authorities = false }, BadCertificateException.Words, stopping);
        }
    }

    /// <param name="remark">What is known already of why it may not be trusted.</param>
    private async Task<IDeviceSession> ConnectAsync(Device device, ExpectedKeys expected, string? remark, CancellationToken stopping)
    {
        var client = new SshClient(Settings(device, expected));
        HostKeyFinding? finding = null;
        var shown = "";
        client.HostKeyReceived += (_, key) =>
        {
            shown = $"{KnownHostsList.KeyType(key.HostKey)} SHA256:{key.FingerPrintSHA256}";
            finding = hosts.Check(device.Address, device.Port, new ShownHostKey(key.HostKey, Certificate(key.Certificate)));
            key.CanTrust = finding.Verdict == HostKeyVerdict.Known;
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(connectTimeout);
        try
        {
            // Parts of the exchange block and heed no token: then the socket is closed under them.
            await Task.Run(() => client.ConnectAsync(limit.Token), limit.Token).WaitAsync(limit.Token);
            return new SshSession(client, answerTimeout);
        }
        catch (Exception e) when (IsExpected(e))
        {
            SshSession.Close(client);
            stopping.ThrowIfCancellationRequested();
            if (finding is null && e is SshConnectionException
                && Algorithms.IsCertificate(client.ConnectionInfo.CurrentHostKeyAlgorithm ?? ""))
                throw new ConnectException(ConnectFailure.HostKey, BadCertificateException.Words, new BadCertificateException(e));
            throw Explain(device, e, finding is { Why: null } ? finding with { Why = remark } : finding, shown);
        }
    }

    private static HostCertificate? Certificate(Certificate? certificate) => certificate is null ? null : new HostCertificate(
        certificate.CertificateAuthorityKey, certificate.Type == Renci.SshNet.Security.Certificate.CertificateType.Host,
        [.. certificate.ValidPrincipals], certificate.CriticalOptions.Count > 0);

    private ConnectionInfo Settings(Device device, ExpectedKeys expected)
    {
        var login = new PrivateKeyAuthenticationMethod(device.User, [.. keys.Select(k => k.Source())]);
        var info = new ConnectionInfo(device.Address, device.Port, device.User, login) { Timeout = connectTimeout };
        Algorithms.Prefer(info, expected);
        return info;
    }

    private static bool IsExpected(Exception e) =>
        e is SshException or SocketException or IOException or OperationCanceledException or TimeoutException or ObjectDisposedException
            or InvalidOperationException;

    private ConnectException Explain(Device device, Exception e, HostKeyFinding? finding, string key) => finding switch
    {
        { Verdict: HostKeyVerdict.Changed, Place: { } place } => new(ConnectFailure.HostKey,
            $"its host key ({key}) is not the known one ({place}): somebody may be in between; if the router was set up again, "
            + $"remove the old key: ssh-keygen -f {place.File} -R '{KnownHostsList.NameOf(device.Address, device.Port)}'{Aside(finding)}",
            e),
        { Verdict: HostKeyVerdict.Revoked } =>
            new(ConnectFailure.HostKey, $"its host key ({key}) is revoked in {finding.Place}{Aside(finding)}", e),
        { Verdict: HostKeyVerdict.Unknown } => new(ConnectFailure.HostKey,
            $"its host key ({key}) is not in {string.Join(", ", hosts.Paths)}: compare it with the router's, then add --accept-new{Aside(finding)}",
            e),
        _ => e switch
        {
            SshAuthenticationException => new(ConnectFailure.Login, $"it lets nobody in as {device.User} with {Names()}: {e.Message}", e),
            SocketException socket => new(ConnectFailure.Unreachable, Words(device, socket), e),
            OperationCanceledException or SshOperationTimeoutException or TimeoutException =>
                new(
                    ConnectFailure.Unreachable,
                    $"{device.Address} port {device.Port} did not answer within {connectTimeout.TotalSeconds:0.#} s",
                    e),
            _ => new(ConnectFailure.Unreachable, $"{device.Address} port {device.Port}: {e.Message}", e),
        },
    };

    private static string Aside(HostKeyFinding finding) => finding.Why is { } why ? $" ({why})" : "";

    private static string Words(Device device, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"{device.Address} port {device.Port}: nobody listens there",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"{device.Address}: there is no host of that name",
        _ => $"{device.Address} port {device.Port}: {e.Message}",
    };

    private string Names() => keys.Count == 0 ? "no key at all" : string.Join(", ", keys.Select(k => k.Path));
}

/// <summary>The host showed a certificate that does not stand up to its own signature and time.</summary>
internal sealed class BadCertificateException(Exception inner) : Exception(Words, inner)
{
    public const string Words = "its certificate has ended or not begun, or is not rightly signed";
}
