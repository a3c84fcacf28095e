using System.Diagnostics;
using Router.Fleet.Edges;
using Router.Fleet.SshConfigs;

namespace Router.Fleet.Tests.Ssh;

/// <summary>What is read of a configuration, side by side with <c>ssh -G</c>.</summary>
public sealed class SshConfigAgainstSshTests : IDisposable
{
    private const string Blocks = """
        # of the office
        Host r1
          HostName 192.0.2.1
          Port 2222
          User anna
          IdentityFile ~/.ssh/id_office
        Host = "r2"   # quoted, with a sign
          HostName=%h.example.net
          IdentityFile "~/.ssh/a key"
          IdentityFile %d/keys/%h-%r-%p
          CertificateFile ~/.ssh/office-cert.pub
          IdentitiesOnly yes
        Host branch-* !branch-07
          ProxyJump jump.example.net,fleet@second:2200
          UserKnownHostsFile ~/.ssh/branches /tmp/%k
          HostKeyAlgorithms ssh-ed25519,rsa-sha2-512
        Host branch-07 *.example.org
          ProxyJump none
          HostKeyAlias seven
        Host r? 10.0.0.*
          Port 22022
          IdentityFile ~/.ssh/all
        Match host 192.0.2.1 user anna
          IdentityFile ~/.ssh/matched
        Match originalhost r2,r3 !user root
          User ben
        Match user="ben" localuser nobody
          Port 1
        Match all
          StrictHostKeyChecking accept-new
        Host *
          User fleet
          ProxyJump gate
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("ssh-config-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("r1")]
    [InlineData("r1", "root")]
    [InlineData("r1", null, 22)]
    [InlineData("r2")]
    [InlineData("r2", "root")]
    [InlineData("r3")]
    [InlineData("R1")]
    [InlineData("branch-01")]
    [InlineData("branch-07")]
    [InlineData("10.0.0.9")]
    [InlineData("10.0.1.9", "anna", 2022)]
    [InlineData("www.example.org")]
    public void Blocks_AreReadAsSshReadsThem(string host, string? user = null, int? port = null) => Same(Blocks, host, user, port);

    [Theory]
    [InlineData("Include more/*.conf\nPort 7\n")]
    [InlineData("Host other\n  Include more/*.conf\nHost *\n  Port 7\n")]
    [InlineData("Host r*\n  Include {folder}/more/a.conf\n  Port 7\n")]
    [InlineData("Include {folder}/none.conf more/b.conf\nUser last\n")]
    [InlineData("Port 9\nHost r1\n Include more/a.conf\nHost *\n Include more/b.conf\n")]
    public void Includes_AreReadAsSshReadsThem(string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, "more"));
        File.WriteAllText(Path.Combine(folder, "more/a.conf"), "User a\nHost r1\n  Port 1001\nHost r2\n  Port 1002\n");
        File.WriteAllText(Path.Combine(folder, "more/b.conf"), "Port 2001\nMatch host r1\n  HostName one\n");
        // Relative names are below ~/.ssh, which no test writes to.
        var absolute = text.Replace("{folder}", folder, StringComparison.Ordinal)
            .Replace(" more/", $" {folder}/more/", StringComparison.Ordinal);
        foreach (var host in new[] { "r1", "r2", "other" })
            Same(absolute, host, null, null);
    }

    /// <summary>Seeded: blocks put together at random, each host asked for.</summary>
    [Fact]
    public void Blocks_PutTogetherAtRandom_AreReadAsSshReadsThem()
    {
        var random = new Random(7);
        string[] heads =
        [
            "Host a", "Host a b", "Host * !a", "Host ?", "Host a* !ab", "Match host a", "Match host b,one", "Match user ann", "Match all",
            "Match !host a", "Match originalhost b user !ann", "Match host *,!b"
        ];
        string[] lines =
        [
            "Port 1", "Port 2", "User ann", "User bob", "HostName one", "HostName %h.two", "IdentityFile /k/%h", "IdentityFile /k/%r",
            "IdentitiesOnly yes", "ProxyJump j1", "ProxyJump none", "ProxyJump j1,x@j2:9", "UserKnownHostsFile /a /b", "HostKeyAlias z",
            "IdentityFile none", "StrictHostKeyChecking no"
        ];
        for (var round = 0; round < 40; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
                heads[random.Next(heads.Length)] + "\n"
                + string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"  {lines[random.Next(lines.Length)]}\n"))));
            foreach (var host in new[] { "a", "b", "ab" })
                Same(text, host, random.Next(3) == 0 ? "ann" : null, null);
        }
    }

    [Theory]
    [InlineData("Host x\n  ProxyCommand nc %h %p\n", "x", ":2: proxycommand is done by ssh alone")]
    [InlineData("Match exec true\n  Port 1\n", "x", ":1: match exec is done by ssh alone")]
    [InlineData("Match final\n  Port 1\n", "x", ":1: match final is done by ssh alone")]
    [InlineData("Port many\n", "x", ":1: port: many is none")]
    [InlineData("Host \"x\n", "x", ":1: a quote does not end")]
    [InlineData("User\n", "x", ":1: user: it has no value")]
    [InlineData("Include {folder}/config\n", "x", "without end")]
    public void Mistakes_AndWhatSshAloneCan_NameFileAndLine(string text, string host, string message)
    {
        var error = Assert.Throws<SshConfigException>(
            () => Read(text.Replace("{folder}", folder, StringComparison.Ordinal), host, null, null));
        Assert.StartsWith(Path.Combine(folder, "config"), error.Message);
        Assert.Contains(message, error.Message);
        Assert.Equal(message.Contains("alone", StringComparison.Ordinal), error.WantsSsh);
    }

    [Fact]
    public void MatchExec_OfAnotherHost_IsNothing() =>
        Assert.Equal(7, Read("Match host y exec \"test a=b\"\n  Port 1\nHost *\n  Port 7\n", "x", null, null).Port);

    [Fact]
    public void ProxyCommand_OfAnotherHostOrNone_IsNothing()
    {
        Assert.Equal(22, Read("Host y\n  ProxyCommand x\nHost *\n  Port 22\n", "x", null, null).Port);
        Assert.Equal(5, Read("ProxyCommand none\nPort 5\nHost *\n  ProxyCommand x\n", "x", null, null).Port);
    }

    [Fact]
    public void FileThatOthersMayWrite_IsNotRead()
    {
        File.WriteAllText(Path.Combine(folder, "config"), "Port 5\n");
        File.SetUnixFileMode(Path.Combine(folder, "config"), (UnixFileMode)0b110_110_110);
        var error = Assert.Throws<SshConfigException>(
            () => new SshConfig([Path.Combine(folder, "config")], new SshConfigFolder(), Self).For("x"));
        Assert.Contains("chmod go-w", error.Message);
    }

    [Theory]
    [InlineData(null, "a b")]
    [InlineData("-b", "a")]
    [InlineData("+c", "a b c")]
    [InlineData("^c,b", "c b a")]
    [InlineData("b,a,x", "b a")]
    [InlineData("*", "a b c")]
    public void HostKeyAlgorithms_Spec_ChoosesAmongThem(string? spec, string expected) =>
        Assert.Equal(expected, string.Join(' ', HostKeyAlgorithmList.Apply(spec, ["a", "b"], ["a", "b", "c"])));

    private static SshOperator Self => new("root", "/root", _ => null);

    private SshHostSettings Read(string text, string host, string? user, int? port)
    {
        var file = Path.Combine(folder, "config");
        File.WriteAllText(file, text + "\n");
        return new SshConfig([file], new SshConfigFolder(), Self).For(host, user, port);
    }

    private void Same(string text, string host, string? user, int? port)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh") && Environment.IsPrivilegedProcess, "wants ssh and root");
        var mine = Read(text, host, user, port);
        var theirs = Ask(host, user, port);
        string Of(string keyword) => string.Join('|', theirs.GetValueOrDefault(keyword, []));
        // It prints these as they are written.
        string Filled(string keyword) => string.Join('|', theirs.GetValueOrDefault(keyword, []).Where(path => path != "none"))
            .Replace("~", "/root", StringComparison.Ordinal).Replace("%d", "/root", StringComparison.Ordinal)
            .Replace("%h", Of("hostname"), StringComparison.Ordinal).Replace("%r", Of("user"), StringComparison.Ordinal)
            .Replace("%p", Of("port"), StringComparison.Ordinal);
        Assert.Equal(
            (Of("hostname"), Of("port"), Of("user"), Of("identitiesonly"), text),
            (mine.HostName.ToLowerInvariant(), $"{mine.Port ?? 22}", mine.User ?? "root", mine.IdentitiesOnly ? "yes" : "no", text));
        Assert.Equal((Of("proxyjump"), text), (string.Join(',', mine.ProxyJump), text));
        if (mine.IdentityFiles.Count > 0)
            Assert.Equal((Filled("identityfile"), text), (string.Join('|', mine.IdentityFiles), text));
        Assert.Equal((Filled("certificatefile"), text), (string.Join('|', mine.CertificateFiles), text));
        if (mine.UserKnownHostsFiles is { } lists)
            Assert.Equal((Of("userknownhostsfile"), text), (string.Join(' ', lists), text));
        Assert.Equal((Of("hostkeyalias"), text), (mine.HostKeyAlias ?? "", text));
        if (mine.HostKeyAlgorithms is { } algorithms)
            Assert.Equal(Of("hostkeyalgorithms"), algorithms);
        Assert.Equal(Of("stricthostkeychecking") is "accept-new" or "false", mine.AcceptsNew ?? false);
    }

    private Dictionary<string, List<string>> Ask(string host, string? user, int? port)
    {
        List<string> arguments = ["-G", "-F", Path.Combine(folder, "config")];
        if (user is not null)
            arguments.AddRange(["-l", user]);
        if (port is not null)
            arguments.AddRange(["-p", $"{port}"]);
        using var ssh = Process.Start(new ProcessStartInfo("ssh", [.. arguments, host])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var error = ssh.StandardError.ReadToEndAsync();
        var values = new Dictionary<string, List<string>>();
        while (ssh.StandardOutput.ReadLine() is { } line)
        {
            var parts = line.Split(' ', 2);
            (values.TryGetValue(parts[0], out var list) ? list : values[parts[0]] = []).Add(parts[^1]);
        }
        ssh.WaitForExit();
        Assert.True(ssh.ExitCode == 0, error.Result);
        return values;
    }
}
