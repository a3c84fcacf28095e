using System.Text;
using Router.Fleet.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Push;
using Router.Fleet.SshConfigs;

namespace Router.Fleet.Tests.Ssh;

/// <summary>The built-in client and the system's ssh with the same files, side by side, against real servers.</summary>
public sealed class TransportTests : IDisposable
{
    private readonly Sshd sshd = Sshd.Launch(
        "TrustedUserCAKeys {folder}/ca.pub", sshd => sshd.Keygen("-t", "ed25519", "-N", "", "-f", "ca"));

    public void Dispose() => sshd.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Session_CommandsOneAfterTheOther_AreHeard(bool system)
    {
        sshd.Answer("commit-file", "{ \"x\": 1 }", exitCode: 3);
        var document = new string('x', 300_000);
        await using var session = await Connect(system, Config(sshd));
        Assert.Equal(
            new CommandOutput(3, "{ \"x\": 1 }", ""),
            await session.RunAsync("commit-file --json", Encoding.UTF8.GetBytes(document), Stopping));
        Assert.Equal(document, await File.ReadAllTextAsync(sshd["stdin-commit-file"], Stopping));
        Assert.Equal(new CommandOutput(2, "", "no such verb: frob\n"), await session.RunAsync("frob", default, Stopping));
        sshd.Talks("head -c 5; cat > rest; wc -c < rest; echo aside >&2; exit 7");
        var heard = new byte[5];
        var output = await session.TalkAsync(
            "talk",
            async (input, answer, stopping) =>
            {
                await input.WriteAsync("hello"u8.ToArray(), stopping);
                await input.FlushAsync(stopping);
                for (var at = 0; at < heard.Length; at++)
                    heard[at] = (byte)answer.ReadByte();
                await input.WriteAsync(new byte[1 << 20], stopping);
            },
            TimeSpan.FromSeconds(30), Stopping);
        Assert.Equal(("hello", new CommandOutput(7, $"{1 << 20}\n", "aside\n")), (Encoding.ASCII.GetString(heard), output));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connect_WhatIsWrong_IsTold(bool system)
    {
        sshd.Keygen("-t", "ed25519", "-N", "", "-f", "stranger");
        Assert.Equal(ConnectFailure.Login, await Refusal(system, Config(sshd, $"IdentityFile {sshd["stranger"]}\n")));
        await File.WriteAllTextAsync(sshd["empty"], "", Stopping);
        Assert.Equal(ConnectFailure.HostKey, await Refusal(system, $"UserKnownHostsFile {sshd["empty"]}\n{Config(sshd)}"));
        var changed = $"[127.0.0.1]:{sshd.Port} {await File.ReadAllTextAsync(sshd["stranger.pub"], Stopping)}";
        await File.WriteAllTextAsync(sshd["changed"], changed, Stopping);
        Assert.Equal(ConnectFailure.HostKey, await Refusal(system, $"UserKnownHostsFile {sshd["changed"]}\n{Config(sshd)}"));
        sshd.Stop();
        Assert.Equal(ConnectFailure.Unreachable, await Refusal(system, Config(sshd)));
    }

    [Theory]
    [InlineData(false, "-t", "rsa", "-b", "2048")]
    [InlineData(true, "-t", "rsa", "-b", "2048")]
    [InlineData(false, "-t", "rsa", "-b", "3072", "-m", "PEM")]
    [InlineData(true, "-t", "rsa", "-b", "3072", "-m", "PEM")]
    [InlineData(false, "-t", "ecdsa")]
    [InlineData(true, "-t", "ecdsa")]
    public async Task Connect_KeysOfEachKind_LogIn(bool system, params string[] kind)
    {
        sshd.Keygen([.. kind, "-N", "", "-f", "key"]);
        await File.AppendAllTextAsync(sshd["authorized"], await File.ReadAllTextAsync(sshd["key.pub"], Stopping), Stopping);
        await using var session = await Connect(system, Config(sshd, $"IdentityFile {sshd["key"]}\nIdentitiesOnly yes\n"));
        Assert.Equal(2, (await session.RunAsync("frob", default, Stopping)).ExitCode);
    }

    /// <summary>The certificate does not lie beside its key: the file says where.</summary>
    [Theory]
    [InlineData(false, "ed25519")]
    [InlineData(true, "ed25519")]
    [InlineData(false, "rsa")]
    [InlineData(true, "rsa")]
    public async Task Connect_CertificateOfTheUser_LogsIn(bool system, string type)
    {
        sshd.Keygen("-t", type, "-N", "", "-f", "key");
        sshd.Keygen("-s", "ca", "-I", "anna", "-n", "root", "key.pub");
        File.Move(sshd["key-cert.pub"], sshd["elsewhere.pub"]);
        var only = $"IdentityFile {sshd["key"]}\nIdentitiesOnly yes\n";
        Assert.Equal(ConnectFailure.Login, await Refusal(system, Config(sshd, only)));
        await using var session = await Connect(system, Config(sshd, $"{only}CertificateFile {sshd["elsewhere.pub"]}\n"));
    }

    /// <summary>Two hosts in a row; each has keys and a list of its own, and the device is reached by its name behind the last.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connect_ThroughHostsInARow_ReachesTheDevice(bool system)
    {
        using var one = Sshd.Launch();
        using var two = Sshd.Launch();
        var config = Config(sshd, "ProxyJump one,two\n") + Config(one, name: "one") + Config(two, name: "two");
        sshd.Answer("talk", "");
        await using var session = await Connect(system, config);
        Assert.Equal(2, (await session.RunAsync("frob", default, Stopping)).ExitCode);
        Assert.Equal("frob\n", await File.ReadAllTextAsync(sshd["commands"], Stopping));
        // The same where the second one says by which it is reached.
        var chain = Config(sshd, "ProxyJump two\n") + Config(one, name: "one") + Config(two, "ProxyJump one\n", "two");
        await using (await Connect(system, chain))
            one.Stop();
        Assert.Equal(ConnectFailure.Unreachable, await Refusal(system, config));
        one.Start();
        await File.WriteAllTextAsync(two["known"], "", Stopping);
        var refusal = await Assert.ThrowsAsync<ConnectException>(() => Connect(system, config));
        if (!system)
        {
            Assert.Equal(ConnectFailure.HostKey, refusal.Kind);
            Assert.StartsWith("on the way, two: ", refusal.Message);
        }
    }

    [Fact]
    public void Jumps_ThatLeadRoundInACircle_AreTold()
    {
        var config = "Host a\n  ProxyJump b\nHost b\n  ProxyJump c\nHost c\n  ProxyJump b\n";
        Assert.Contains("round in a circle", Assert.Throws<FormatException>(() => Targets(config).Of(Device.Parse("a", "admin")!)).Message);
    }

    /// <summary>The jump of all hosts does not lead to itself.</summary>
    [Fact]
    public void Jump_OfAllHosts_IsReachedStraight()
    {
        var targets = Targets("Host *\n  ProxyJump gate\n");
        Assert.Null(targets.Of(Device.Parse("gate", "admin")!).Via);
        var via = targets.Of(Device.Parse("r1", "admin")!).Via!;
        Assert.Equal(("gate", null), (via.Host, via.Via));
    }

    [Fact]
    public void Targets_WhatIsNamed_GoesBeforeTheFile()
    {
        var targets = Targets("Host r1\n  HostName 192.0.2.1\n  User anna\n  Port 2022\n");
        Assert.Equal(("192.0.2.1", "anna", 2022), Of(targets.Of(Device.Parse("r1", "admin")!)));
        Assert.Equal(("192.0.2.1", "root", 22), Of(targets.Of(Device.Parse("root@r1:22", "admin")!)));
        Assert.Equal(("r2", "admin", 22), Of(targets.Of(Device.Parse("r2", "admin")!)));
        static (string, string, int) Of(SshTarget target) => (target.Host, target.User, target.Port);
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private static string Config(Sshd of, string more = "", string name = "dev")
    {
        File.WriteAllText(of["known"], of.KnownHostsLine + "\n");
        return $"""
            Host {name}
              HostName 127.0.0.1
              Port {of.Port}
              User root
              GlobalKnownHostsFile none
              UserKnownHostsFile {of["known"]}
              IdentityAgent none
            {more}  IdentityFile {(more.Contains("IdentityFile", StringComparison.Ordinal) ? "none" : of["client"])}

            """;
    }

    private async Task<IDeviceSession> Connect(bool system, string config)
    {
        var file = sshd[$"config-{Guid.NewGuid():N}"];
        await File.WriteAllTextAsync(file, config, Stopping);
        var device = Device.Parse("dev", "admin")!;
        var limit = TimeSpan.FromSeconds(20);
        IDeviceConnector connector = system
            ? new SystemSshConnector(new() { ConfigFile = file, ConnectTimeout = limit, AnswerTimeout = limit })
            : new SshConnector(Targets(config).Of, limit, limit);
        return await connector.ConnectAsync(device, Stopping);
    }

    private async Task<ConnectFailure> Refusal(bool system, string config) =>
        (await Assert.ThrowsAsync<ConnectException>(() => Connect(system, config))).Kind;

    private static SshTargets Targets(string config) => new(
        new SshConfig(["config"], new OneFile(config), new SshOperator("root", "/root", _ => null)), "root",
        settings => [.. settings.IdentityFiles.Where(File.Exists).Select(path => SshIdentity.Load(path, null, settings.CertificateFiles))],
        settings => new KnownHostsFile(settings.UserKnownHostsFiles ?? [], acceptNew: false));

    private sealed class OneFile(string text) : ISshConfigFiles
    {
        public IReadOnlyList<string> Lines(string path) => text.Split('\n');

        public IReadOnlyList<string> Matching(string pattern) => [];
    }
}
