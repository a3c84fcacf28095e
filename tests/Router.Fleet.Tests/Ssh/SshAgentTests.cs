using System.Diagnostics;
using System.Net.Sockets;
using Router.Fleet.Edges;
using Router.Fleet.Inventories;

namespace Router.Fleet.Tests.Ssh;

/// <summary>A real ssh-agent before a real sshd, and agents that are none.</summary>
public sealed class SshAgentTests : IDisposable
{
    private readonly Sshd sshd = Sshd.Launch(
        "TrustedUserCAKeys {folder}/ca.pub", sshd => sshd.Keygen("-t", "ed25519", "-N", "", "-f", "ca"));
    private readonly List<IDisposable> ending = [];

    public void Dispose()
    {
        ending.ForEach(one => one.Dispose());
        sshd.Dispose();
    }

    [Theory]
    [InlineData("rsa", false)]
    [InlineData("ecdsa", false)]
    [InlineData("ed25519", false)]
    [InlineData("rsa", true)]
    [InlineData("ed25519", true)]
    public async Task Connect_KeyOfTheAgent_LogsIn(string type, bool certified)
    {
        sshd.Keygen("-t", type, "-N", "", "-C", "anna@desk", "-f", "held");
        if (certified)
            sshd.Keygen("-s", "ca", "-I", "operator", "-n", "root", "held.pub");
        await File.WriteAllTextAsync(
            sshd["authorized"], certified ? "" : await File.ReadAllTextAsync(sshd["held.pub"], Stopping), Stopping);
        await File.WriteAllTextAsync(sshd["known"], sshd.KnownHostsLine + "\n", Stopping);
        StartAgent();
        using (var add = Process.Start(
            new ProcessStartInfo("ssh-add", ["-q", sshd["held"]]) { Environment = { ["SSH_AUTH_SOCK"] = sshd["agent"] } })!)
            await add.WaitForExitAsync(Stopping);

        var identities = new SshAgent(sshd["agent"]).Identities();
        Assert.Contains(identities, identity => identity.PublicKey.AsSpan().SequenceEqual(SshIdentity.PublicKeyOf(sshd["held.pub"])));
        Assert.All(identities, identity => Assert.StartsWith("anna@desk", identity.Path));
        var connector = new SshConnector(
            identities, new KnownHostsFile([sshd["known"]], acceptNew: false), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20));
        await using var session = await connector.ConnectAsync(new Device("r1", "127.0.0.1", sshd.Port, "root"), Stopping);
    }

    [Fact]
    public void Identities_AgentThatNeverAnswers_EndsInTime()
    {
        Listen();
        var started = Stopwatch.GetTimestamp();
        Assert.Contains("did not answer within 5 s", Assert.Throws<IOException>(() => new SshAgent(sshd["agent"]).Identities()).Message);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 4, 30);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 1, 5 }, "refuses")]
    [InlineData(new byte[] { 0, 0, 0, 0 }, "answers 0 bytes")]
    [InlineData(new byte[] { 255, 255, 255, 255 }, "answers 4294967295 bytes")]
    [InlineData(new byte[] { 0, 0, 0, 5, 12, 0, 0, 0, 9 }, "cut off")]
    [InlineData(new byte[] { 0, 0, 0, 9, 12, 0, 0, 0, 1, 255, 255, 255, 255 }, "cut off")]
    [InlineData(new byte[] { 0, 0 }, "")]
    public void Identities_AnswerThatIsNone_IsAnIoError(byte[] answer, string why)
    {
        var listener = Listen();
        _ = Task.Run(async () =>
        {
            using var client = await listener.AcceptAsync(Stopping);
            await client.ReceiveAsync(new byte[64], Stopping);
            await client.SendAsync(answer, Stopping);
        }, Stopping);
        Assert.Contains(why, Assert.ThrowsAny<IOException>(() => new SshAgent(sshd["agent"]).Identities()).Message);
    }

    [Fact]
    public void Identities_NobodyThere_IsAnIoError() => Assert.Throws<IOException>(() => new SshAgent(sshd["no-agent"]).Identities());

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private void StartAgent()
    {
        var agent = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", sshd["agent"]]) { RedirectStandardOutput = true })!;
        ending.Add(new Ending(agent));
        // It says where its socket is when it listens there.
        Assert.Contains("SSH_AUTH_SOCK", agent.StandardOutput.ReadLine());
    }

    private Socket Listen()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(sshd["agent"]));
        listener.Listen();
        ending.Add(listener);
        return listener;
    }

    private sealed class Ending(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
