using Router.Core.State;
using Router.Core.Tests.State;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.SystemLog;
using Router.Testing;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections;

/// <summary><c>system log</c>: what the router keeps, and its collectors.</summary>
public sealed class LogTests
{
    [Theory]
    [InlineData("system log size 1KiB", "system log size: is no size for a log (from 16KiB to 64MiB; it is kept twice)")]
    [InlineData(
        "system log collectors one address 10.0.0.9;system log collectors one ca !secret vault",
        "system log collectors one ca: is of TLS, and the transport is another (write transport: tls, or delete ca)")]
    public void Validate_Wrong_SaysWhatAndHow(string lines, string expected) =>
        Assert.Equal(expected, TypedLines.Problems(TypedLines.Into("minimal.yaml", lines)));

    [Fact]
    public void Read_Collectors_HaveThePortsOfTheirTransports()
    {
        var log = Read(
            """
              log:
                level: notice
                collectors:
                  near: { address: 10.0.0.9 }
                  far: { address: log.example.net, transport: tls, level: warning }
                  odd: { address: "2001:db8::9", transport: tcp, port: 1514 }
            """).System.Log;
        Assert.Equal(LogLevel.Notice, log.Level);
        Assert.Equal([514, 6514, 1514], log.Collectors.Values.Select(collector => (int)collector.PortOrUsual));
        Assert.Equal(LogLevel.Information, log.Collectors["near"].Level);
    }

    /// <summary>A router without a word keeps what it kept.</summary>
    [Fact]
    public void Build_WithoutAWord_LeavesTheLogAlone()
    {
        var service = Service("", "system-log");
        Assert.False(service.Running);
        Assert.Empty(service.Files);
    }

    [Fact]
    public void Build_Words_AreOptionsOfSyslogd()
    {
        var service = Service("  log: { level: notice, size: 1MiB, keep: true }", "system-log");
        Assert.True(service.Running);
        // syslogd's level is the first that it does not keep: 6 is info.
        Assert.Equal("level=6\nsize=1024\nkeep=yes\n", Assert.Single(service.Files).Content);
    }

    [Fact]
    public void Build_CaWithoutLineEnds_IsPemAgain()
    {
        var body = new string('A', 100);
        var config = Read("  log: { collectors: { far: { address: log.example.net, transport: tls, ca: !secret authority } } }");
        var built = DesiredStateBuilder.Build(
            config, With($"-----BEGIN CERTIFICATE----- {body} -----END CERTIFICATE-----"));
        var file = Assert.Single(built.State!.Services.Single(service => service.Name == "@log-certificates").Files);
        Assert.Equal("/etc/router/log/far.pem", file.Path);
        Assert.Equal($"-----BEGIN CERTIFICATE-----\n{body[..64]}\n{body[64..]}\n-----END CERTIFICATE-----\n", file.Content);
    }

    [Fact]
    public void Build_CaThatIsNone_SaysSo()
    {
        var config = Read("  log: { collectors: { far: { address: log.example.net, transport: tls, ca: !secret authority } } }");
        var built = DesiredStateBuilder.Build(config, With("hunter2"));
        var problem = Assert.Single(built.Problems);
        Assert.Equal("system log collectors far ca", problem.Path);
        Assert.StartsWith("the secret authority has no certificate", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.Message, StringComparison.Ordinal);
    }

    private static BuildContext With(string secret) =>
        Example.Context(FakeKernel.WithPorts(3).State) with { Secrets = new MemorySecrets(("authority", secret)) };

    private static DesiredService Service(string lines, string name) =>
        Example.Desired(Read(lines), FakeKernel.WithPorts(3)).Services.Single(service => service.Name == name);

    private static RouterConfig Read(string lines) => Example.Read($"version: 2\nsystem:\n  hostname: home\n{lines}\n");
}
