using System.Text;
using Router.Ctl.Cli;
using Router.Ctl.Run;
using Router.Documents.Editing;
using Router.Features.Configuration;
using Router.Features.SystemSettings;

namespace Router.Ctl.Tests.Run;

public class RunDocumentTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8oEqVqaEs2YmDCKH7dcVPkYD9gbvRqoxSDwPCUPMlF run";

    private const string Home = """
        version: 1
        # who may
        system:
          users:
            nas: { role: files, password: !secret nas }
        interfaces:
          outside: { device: "@wan", zone: world, dhcp: true }
        firewall:
          rules:
            - { name: first, from: world, to: router, service: http, action: accept }
        services:
          ssh: { zones: [home] }
        """;

    [Fact]
    public void WithAccess_Document_GetsUserKeyAndAnOpenDoorOutside()
    {
        var config = RunDocument.WithAccess(Document(Home), Key).Reading.Config;
        Assert.Equal(UserRole.Admin, config.System.Users["admin"].Role);
        Assert.Equal([Key], config.System.Users["admin"].Keys);
        Assert.Equal(["home", "world"], config.Services.Ssh!.Zones);
        var rule = config.Firewall.Rules[0];
        Assert.Equal(("ssh from the host", "world", "router"), (rule.Name, rule.From, rule.To));
        Assert.Equal("first", config.Firewall.Rules[1].Name);
    }

    [Fact]
    public void WithAccess_Document_KeepsTheRestAsItWas() =>
        Assert.Contains("# who may", RunDocument.WithAccess(Document(Home), Key).ToText(), StringComparison.Ordinal);

    [Fact]
    public void WithAccess_DocumentWithoutOutside_IsRefused()
    {
        var failure = Assert.Throws<Failure>(() => RunDocument.WithAccess(Document("version: 1\n"), Key));
        Assert.Equal(ExitCode.Input, failure.Code);
        Assert.Contains("@wan", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_OfDocument_AreThoseOfItsUsers() => Assert.Equal(["nas"], RunDocument.Passwords(Document(Home).Reading.Config));

    private static ConfigDocument Document(string text)
    {
        var reading = ConfigReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(reading.Problems);
        return reading.Document!;
    }
}
