using Router.Fleet.Push;

namespace Router.Fleet.Tests.Ssh;

public sealed class HostCertificateTimeTests
{
    [Theory]
    [InlineData("-V", "20200101:20210101")]
    [InlineData("-V", "20900101:20910101")]
    public async Task Connect_CertificateOutOfItsTime_LeavesItsKey(params string[] time)
    {
        using var host = new CertifiedSshd(time);
        var sshd = host.Sshd;
        await File.WriteAllTextAsync(sshd["list"], host.Filled("@cert-authority * {ca}") + "\n", Stopping);
        Assert.False(sshd.ClientAccepts("127.0.0.1", sshd["list"]));
        var refusal = await Assert.ThrowsAsync<ConnectException>(() => host.Connect("127.0.0.1", sshd["list"]));
        Assert.Equal(ConnectFailure.HostKey, refusal.Kind);
        Assert.Contains("its certificate has ended or not begun", refusal.Message);

        await File.AppendAllTextAsync(sshd["list"], host.Filled("127.0.0.1 {ed}") + "\n", Stopping);
        Assert.True(sshd.ClientAccepts("127.0.0.1", sshd["list"]));
        Assert.True(await host.Accepts("127.0.0.1", sshd["list"]));
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;
}
