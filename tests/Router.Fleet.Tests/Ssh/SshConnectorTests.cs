using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Fleet.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Fleet.Tests.Ssh;

public sealed class SshConnectorTests : IDisposable
{
    private readonly Sshd sshd = Sshd.Launch();

    public void Dispose() => sshd.Dispose();

    private Device Device => new("r1", "127.0.0.1", sshd.Port, "root");

    [Fact]
    public async Task Run_Command_HasInputOutputErrorAndExitCode()
    {
        Trust();
        sshd.Answer("commit-file", "{ \"x\": 1 }", exitCode: 3);
        var document = new string('x', 300_000);
        await using var session = await Connector().ConnectAsync(Device, Stopping);
        var output = await session.RunAsync("commit-file --json", Encoding.UTF8.GetBytes(document), Stopping);
        Assert.Equal(new CommandOutput(3, "{ \"x\": 1 }", ""), output);
        Assert.Equal(document, await File.ReadAllTextAsync(sshd["stdin-commit-file"], Stopping));
        Assert.Equal(new CommandOutput(2, "", "no such verb: frob\n"), await session.RunAsync("frob", default, Stopping));
    }

    /// <summary>Megabytes both ways: neither waits for the other to end.</summary>
    [Fact]
    public async Task Talk_ACommandThatAsksMeanwhile_IsAnsweredAndHearsAll()
    {
        Trust();
        sshd.Talks("head -c 5; echo; cat > rest; wc -c < rest; echo aside >&2; exit 7");
        var rest = new byte[3 << 20];
        new Random(1).NextBytes(rest);
        await using var session = await Connector().ConnectAsync(Device, Stopping);
        var heard = "";
        var output = await session.TalkAsync(
            "talk",
            async (input, answer, stopping) =>
            {
                await input.WriteAsync("hello"u8.ToArray(), stopping);
                await input.FlushAsync(stopping);
                for (int next; (next = answer.ReadByte()) >= 0 && next != '\n';)
                    heard += (char)next;
                await input.WriteAsync(rest, stopping);
            },
            TimeSpan.FromSeconds(30), Stopping);
        Assert.Equal("hello", heard);
        Assert.Equal(new CommandOutput(7, $"{rest.Length}\n", "aside\n"), output);
        Assert.Equal(rest, await File.ReadAllBytesAsync(sshd["rest"], Stopping));
    }

    [Fact]
    public async Task Talk_ACommandThatEndsBeforeItWasToldAll_IsHeard()
    {
        Trust();
        sshd.Talks("head -c 5 > /dev/null; echo no; exit 4");
        await using var session = await Connector().ConnectAsync(Device, Stopping);
        var output = await session.TalkAsync(
            "talk", async (input, _, stopping) => await input.WriteAsync(new byte[20 << 20], stopping), TimeSpan.FromSeconds(30), Stopping);
        Assert.Equal((4, "no\n"), (output.ExitCode, output.Out));
    }

    [Fact]
    public async Task Connect_KnownHost_SpeaksACheapKeyExchange()
    {
        Trust();
        await using var session = await Connector().ConnectAsync(Device, Stopping);
        var kex = Assert.IsType<SshSession>(session).KeyExchange;
        Assert.True(kex.StartsWith("mlkem768", StringComparison.Ordinal) || kex.StartsWith("curve25519", StringComparison.Ordinal), kex);
    }

    [Fact]
    public async Task Connect_UnknownHost_IsRefusedUntilNewOnesAreAccepted()
    {
        var refusal = await Assert.ThrowsAsync<ConnectException>(() => Connector().ConnectAsync(Device, Stopping));
        Assert.Equal(ConnectFailure.HostKey, refusal.Kind);
        Assert.Contains("ssh-ed25519 SHA256:", refusal.Message);
        Assert.Contains("--accept-new", refusal.Message);

        await using (await Connector(acceptNew: true).ConnectAsync(Device, Stopping))
            Assert.Equal(sshd.KnownHostsLine + "\n", await File.ReadAllTextAsync(sshd["known"], Stopping));
        await using var known = await Connector().ConnectAsync(Device, Stopping);
    }

    [Fact]
    public async Task Connect_ChangedHostKey_IsRefusedEvenWhenNewOnesAreAccepted()
    {
        await File.WriteAllTextAsync(
            sshd["known"], sshd.KnownHostsLine.Replace(await HostKey(), await ClientKey(), StringComparison.Ordinal), Stopping);
        var refusal = await Assert.ThrowsAsync<ConnectException>(() => Connector(acceptNew: true).ConnectAsync(Device, Stopping));
        Assert.Equal(ConnectFailure.HostKey, refusal.Kind);
        Assert.Contains("is not the known one", refusal.Message);
        Assert.False(File.Exists(sshd["commands"]));
    }

    [Fact]
    public async Task Connect_ForeignIdentity_IsALoginFailure()
    {
        Trust();
        await File.WriteAllTextAsync(sshd["authorized"], "", Stopping);
        var refusal = await Assert.ThrowsAsync<ConnectException>(() => Connector().ConnectAsync(Device, Stopping));
        Assert.Equal(ConnectFailure.Login, refusal.Kind);
    }

    [Fact]
    public async Task Connect_NobodyListens_IsUnreachable()
    {
        sshd.Stop();
        var refusal = await Assert.ThrowsAsync<ConnectException>(() => Connector().ConnectAsync(Device, Stopping));
        Assert.Equal(ConnectFailure.Unreachable, refusal.Kind);
        Assert.Contains("nobody listens there", refusal.Message);
    }

    [Fact]
    public async Task Connect_HostThatAcceptsAndIsSilent_EndsWithTheTimeout()
    {
        using var tarpit = new TcpListener(IPAddress.Loopback, 0);
        tarpit.Start();
        var device = Device with { Port = ((IPEndPoint)tarpit.LocalEndpoint).Port };
        var started = Stopwatch.GetTimestamp();
        var refusal = await Assert.ThrowsAsync<ConnectException>(() => Connector(connect: 1).ConnectAsync(device, Stopping));
        Assert.Contains("did not answer within 1 s", refusal.Message);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.9, 5);
    }

    [Fact]
    public async Task Run_DroppedConnection_IsAnIoError()
    {
        Trust();
        sshd.Drop("confirm");
        await using var session = await Connector().ConnectAsync(Device, Stopping);
        await Assert.ThrowsAsync<IOException>(() => AnswerAsync(session, "confirm"));
    }

    [Fact]
    public async Task Run_NoAnswer_EndsWithTheTimeout()
    {
        Trust();
        sshd.Hang("confirm");
        await using var session = await Connector(answer: 1).ConnectAsync(Device, Stopping);
        var error = await Assert.ThrowsAsync<IOException>(() => AnswerAsync(session, "confirm"));
        Assert.Contains("no answer within 1 s", error.Message);
    }

    [Fact]
    public async Task Run_Cancelled_ReturnsAtOnce()
    {
        Trust();
        sshd.Hang("confirm");
        await using var session = await Connector(answer: 60).ConnectAsync(Device, Stopping);
        using var source = new CancellationTokenSource();
        var running = session.RunAsync("confirm", default, source.Token);
        await FileAppears(sshd["commands"]);
        var started = Stopwatch.GetTimestamp();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 2);
    }

    [Fact]
    public void Load_WhatIsNoKey_SaysSo()
    {
        Assert.False(Assert.Throws<SshIdentityException>(() => SshIdentity.Load(sshd["config"], null)).NeedsPassphrase);
        using (var keygen = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "swordfish", "-f", sshd["locked"]]))
            keygen.WaitForExit();
        Assert.True(Assert.Throws<SshIdentityException>(() => SshIdentity.Load(sshd["locked"], null)).NeedsPassphrase);
        Assert.False(Assert.Throws<SshIdentityException>(() => SshIdentity.Load(sshd["locked"], "wrong")).NeedsPassphrase);
        Assert.Equal(sshd["locked"], SshIdentity.Load(sshd["locked"], "swordfish").Path);
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    /// <summary>A dropped command either breaks or comes back without an exit code and an answer.</summary>
    private static async Task AnswerAsync(IDeviceSession session, string command)
    {
        if (await session.RunAsync(command, default, Stopping) is { ExitCode: null })
            throw new IOException("no exit code");
    }

    private void Trust() => File.WriteAllText(sshd["known"], sshd.KnownHostsLine + "\n");

    private SshConnector Connector(bool acceptNew = false, double connect = 20, double answer = 20) => new(
        [SshIdentity.Load(sshd["client"], null)],
        new KnownHostsFile([sshd["known"]], acceptNew),
        TimeSpan.FromSeconds(connect),
        TimeSpan.FromSeconds(answer));

    private async Task<string> HostKey() => (await File.ReadAllTextAsync(sshd["host.pub"], Stopping)).Split(' ')[1];

    private async Task<string> ClientKey() => (await File.ReadAllTextAsync(sshd["client.pub"], Stopping)).Split(' ')[1];

    private static async Task FileAppears(string path)
    {
        var there = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path)) { EnableRaisingEvents = true };
        watcher.Created += (_, _) => there.TrySetResult();
        if (!File.Exists(path))
            await there.Task.WaitAsync(TimeSpan.FromSeconds(20), Stopping);
    }
}
