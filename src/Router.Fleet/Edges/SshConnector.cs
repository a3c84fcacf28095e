using System.Net;
using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;
using Router.Fleet.Inventories;
using Router.Fleet.KnownHosts;
using Router.Fleet.Push;

namespace Router.Fleet.Edges;

/// <summary>Connects by SSH with keys, also through other hosts.</summary>
/// <param name="targets">How a device is reached.</param>
/// <param name="connectTimeout">For TCP, key exchange and login together, of each host on the way.</param>
/// <param name="answerTimeout">For one command.</param>
public sealed class SshConnector(Func<Device, SshTarget> targets, TimeSpan connectTimeout, TimeSpan answerTimeout) : IDeviceConnector
{
    /// <param name="keys">Tried in this order.</param>
    /// <param name="hosts">Whom to trust.</param>
    /// <param name="connectTimeout">As above.</param>
    /// <param name="answerTimeout">As above.</param>
    public SshConnector(IReadOnlyList<SshIdentity> keys, KnownHostsFile hosts, TimeSpan connectTimeout, TimeSpan answerTimeout)
        : this(device => SshTarget.Of(device, keys, hosts), connectTimeout, answerTimeout)
    {
    }

    /// <summary>A session blocks a thread or two of the pool while it is set up: without these, they come at two a second.</summary>
    public static void PrepareThreads(int connections)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Math.Min(1024, (3 * connections) + 8)), ports);
    }

    public async Task<IDeviceSession> ConnectAsync(Device device, CancellationToken stopping)
    {
        var way = new List<SshClient>();
        try
        {
            var last = targets(device);
            foreach (var target in last.Way)
                way.Add(await HopAsync(target, way, last, stopping));
            return new SshSession(way, answerTimeout);
        }
        catch
        {
            SshSession.Close(way);
            throw;
        }
    }

    /// <summary>The next host of the way, through those before it.</summary>
    private async Task<SshClient> HopAsync(SshTarget target, List<SshClient> way, SshTarget last, CancellationToken stopping)
    {
        try
        {
            return await ConnectAsync(target, way.LastOrDefault(), stopping);
        }
        catch (ConnectException e) when (target != last)
        {
            throw new ConnectException(e.Kind, $"on the way, {target.Name}: {e.Message}", e);
        }
    }

    private async Task<SshClient> ConnectAsync(SshTarget target, SshClient? through, CancellationToken stopping)
    {
        var expected = target.Hosts.Expect(target.Known.Host, target.Known.Port);
        try
        {
            return await ConnectAsync(target, through, expected, null, stopping);
        }
        catch (ConnectException e) when (e.InnerException is BadCertificateException)
        {
            // As ssh does: its key may be known for itself.
            return await ConnectAsync(target, through, expected with { Authorities = false }, BadCertificateException.Words, stopping);
        }
    }

    /// <param name="remark">What is known already of why it may not be trusted.</param>
    private async Task<SshClient> ConnectAsync(
        SshTarget target, SshClient? through, ExpectedKeys expected, string? remark, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(connectTimeout);
        var client = Client(target, through, expected);
        // Of a client that is closed nothing can be asked any more.
        var info = client.ConnectionInfo;
        HostKeyFinding? finding = null;
        var shown = "";
        client.HostKeyReceived += (_, key) =>
        {
            shown = $"{KnownHostsList.KeyType(key.HostKey)} SHA256:{key.FingerPrintSHA256}";
            finding = target.Hosts.Check(
                target.Known.Host, target.Known.Port, new ShownHostKey(key.HostKey, Certificate(key.Certificate)));
            key.CanTrust = finding.Verdict == HostKeyVerdict.Known;
        };
        try
        {
            // Parts of the exchange block and heed no token: then the socket is closed under them.
            await Task.Run(() => client.ConnectAsync(limit.Token), limit.Token).WaitAsync(limit.Token);
            return client;
        }
        catch (Exception e) when (IsExpected(e))
        {
            SshSession.Close([client]);
            stopping.ThrowIfCancellationRequested();
            if (finding is null && e is SshConnectionException
                && Algorithms.IsCertificate(info.CurrentHostKeyAlgorithm ?? ""))
                throw new ConnectException(ConnectFailure.HostKey, BadCertificateException.Words, new BadCertificateException(e));
            var last = finding is { Why: null } ? finding with { Why = remark } : finding;
            throw SshTrouble.Explain(target, e, last, shown, connectTimeout);
        }
    }

    private static HostCertificate? Certificate(Certificate? certificate) => certificate is null ? null : new HostCertificate(
        certificate.CertificateAuthorityKey, certificate.Type == Renci.SshNet.Security.Certificate.CertificateType.Host,
        [.. certificate.ValidPrincipals], certificate.CriticalOptions.Count > 0);

    private SshClient Client(SshTarget target, SshClient? through, ExpectedKeys expected)
    {
        try
        {
            return new SshClient(Settings(target, through, expected));
        }
        catch (Exception e) when (IsExpected(e))
        {
            throw SshTrouble.Explain(target, e, null, "", connectTimeout);
        }
    }

    private ConnectionInfo Settings(SshTarget target, SshClient? through, ExpectedKeys expected)
    {
        var login = new PrivateKeyAuthenticationMethod(target.User, [.. target.Keys.Select(k => k.Source())]);
        var (host, port) = through is null ? (target.Host, target.Port) : (IPAddress.Loopback.ToString(), Forward(through, target));
        var info = new ConnectionInfo(host, port, target.User, login) { Timeout = connectTimeout };
        Algorithms.Prefer(info, expected, target.HostKeyAlgorithms);
        return info;
    }

    /// <summary>A port of this machine that leads to the host by way of the one that is connected. It ends with that connection.</summary>
    private static int Forward(SshClient through, SshTarget target)
    {
        var port = new ForwardedPortLocal(IPAddress.Loopback.ToString(), 0, target.Host, (uint)target.Port);
        through.AddForwardedPort(port);
        port.Start();
        return (int)port.BoundPort;
    }

    private static bool IsExpected(Exception e) =>
        e is SshException or SocketException or IOException or OperationCanceledException or TimeoutException or ObjectDisposedException
            or InvalidOperationException;
}

/// <summary>The host showed a certificate that does not stand up to its own signature and time.</summary>
internal sealed class BadCertificateException(Exception inner) : Exception(Words, inner)
{
    public const string Words = "its certificate has ended or not begun, or is not rightly signed";
}
