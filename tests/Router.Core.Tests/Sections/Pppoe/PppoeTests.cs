using System.Net;
using System.Text;
using Router.Core.Boards;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Pppoe;

public sealed class PppoeTests
{
    private const string Password = "gate \"42\\\"";

    private const string Document = """
        version: 2
        interfaces:
          line: { device: eth0 }
          fibre: { vlan: 7, on: line }
          wan: { pppoe: { user: cpe-1@isp, password: !secret isp, service: internet, ac-name: bras 3 }, on: fibre, zone: wan }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
        firewall:
          policies: { lan -> wan: accept, lan -> router: accept, router -> wan: accept }
          nat: { masquerade: [wan] }
        """;

    [Fact]
    public void Files_OfALine_AreOptionsAndAPasswordApart()
    {
        var service = Line(Document);
        Assert.Equal(
            """
            plugin pppoe.so
            pppoe-verbose 1
            pppoe-service "internet"
            rp_pppoe_ac "bras 3"
            nic-fibre
            ifname wan
            linkname wan
            user "cpe-1@isp"
            file /etc/ppp/lines/fibre.secret
            mtu 1492
            mru 1492
            noipv6
            usepeerdns

            """,
            service.Files[0].Content[..service.Files[0].Content.IndexOf("noauth", StringComparison.Ordinal)]);
        Assert.Equal(
            ("/etc/ppp/lines/fibre.secret", "password \"gate \\\"42\\\\\\\"\"\n", FileModes.OwnerOnly, true),
            (service.Files[1].Path, service.Files[1].Content, service.Files[1].Mode, service.Files[1].Secret));
    }

    [Fact]
    public void Files_OfALineWithIPv6AndItsOwnSize_SaySo()
    {
        var text = Line(Document.Replace("zone: wan }", "zone: wan, mtu: 1480, ipv6: { prefix: 56 } }", StringComparison.Ordinal))
            .Files[0].Content;
        Assert.Contains("\nmtu 1480\nmru 1480\n", text, StringComparison.Ordinal);
        Assert.Contains("\n+ipv6\n", text, StringComparison.Ordinal);
    }

    /// <summary>One session a process: its script begins the next one.</summary>
    [Fact]
    public void Files_OfALineWithoutTheProvidersServers_AskForNone()
    {
        var text = Line(Document.Replace("service: internet", "dns: false", StringComparison.Ordinal)).Files[0].Content;
        Assert.DoesNotContain("usepeerdns", text, StringComparison.Ordinal);
        Assert.Contains("\nnopersist\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfALine_MakesNoLinkAndShowsNoPassword()
    {
        var kernel = FakeKernel.WithPorts(2);
        var plan = Planner.Plan(Build(Document, kernel).State!, kernel.State);
        var shown = PlanText.Render(plan) + PlanJson.Render(plan);
        Assert.Contains("+ vlan fibre", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("+ pppoe wan", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("gate", shown, StringComparison.Ordinal);
    }

    /// <summary>The link is there or not, with whatever address: neither is a step, nor does the firewall ask for it.</summary>
    [Fact]
    public async Task Plan_WithASessionThatCameOrWent_IsEmpty()
    {
        var (kernel, stopping) = (FakeKernel.WithPorts(2), TestContext.Current.CancellationToken);
        var desired = Build(Document, kernel).State!;
        foreach (var change in Planner.Plan(desired, await kernel.ReadAsync(desired, stopping)))
            await kernel.ApplyAsync(change, stopping);
        var without = await kernel.ReadAsync(desired, stopping);
        Assert.Empty(Planner.Plan(desired, without));
        var session = new ObservedLink
        {
            Name = "wan",
            Index = 40,
            Kind = LinkKind.Session,
            Mtu = 1492,
            Up = true,
            DynamicAddresses = [new InterfaceAddress(IPAddress.Parse("203.0.113.7"), 32) { Peer = IPAddress.Parse("203.0.113.1") }],
        };
        var with = without with { Links = without.Links.With("wan", session) };
        Assert.Empty(Planner.Plan(desired, with));
        Assert.Empty(Build(Document, new FakeKernel(with)).Problems);
    }

    [Fact]
    public void Services_OfADocumentWithoutTheLine_HaveItStopped()
    {
        var kernel = FakeKernel.WithPorts(2);
        var desired = Build("version: 2\ninterfaces: { wan: { device: eth0, zone: wan, dhcp: true } }", kernel).State!;
        var service = Assert.Single(desired.Services, s => s.Name == "pppoe.eth0");
        Assert.False(service.Running);
        Assert.Empty(service.Files);
        Assert.Equal(["/etc/ppp/lines/eth0", "/etc/ppp/lines/eth0.secret"], service.Owns);
    }

    [Theory]
    [InlineData(null, "there is no secret isp on this device")]
    [InlineData("", "the secret isp is no password for PPP: 1 to 255 printable characters of ASCII")]
    public void Build_SecretThatIsNoPassword_IsAProblemWithoutItsValue(string? secret, string message)
    {
        var problem = Assert.Single(Build(Document, FakeKernel.WithPorts(2), secret).Problems);
        Assert.Equal(("interfaces wan pppoe password", message), (problem.Path, problem.Message));
    }

    [Theory]
    [InlineData(", on: fibre, zone: wan }", ", zone: wan }", "interfaces wan: a pppoe stands on another interface")]
    [InlineData("zone: wan }", "zone: wan, dhcp: true }", "interfaces wan dhcp: PPPoE brings address, default route and DNS servers")]
    [InlineData("zone: wan }", "zone: wan, addresses: [192.0.2.1/24] }", "interfaces wan addresses: the provider gives the address")]
    [InlineData("zone: wan }", "zone: wan, mtu: 1500 }", "interfaces wan mtu: 1500 is more than fibre leaves to it, which is 1492")]
    [InlineData("zone: wan }", "zone: wan, delegated: { from: wan } }", "interfaces wan delegated")]
    [InlineData("zone: wan }", "zone: wan, neighbours: { 10.1.0.9: \"52:54:00:12:34:56\" } }", "wan has no hardware addresses on its link")]
    [InlineData("cpe-1@isp,", "'a\"b',", "interfaces wan pppoe user: 'a\"b' is not 1 to 255 printable characters of ASCII without")]
    [InlineData("user: cpe-1@isp, ", "", "interfaces wan pppoe")]
    [InlineData("!secret isp", "plain", "the value itself must not stand here")]
    [InlineData(
        "  lan: {", "  two: { pppoe: { user: b, password: !secret isp }, on: fibre, zone: wan }\n  lan: {",
        "interfaces two pppoe: wan calls over fibre already")]
    [InlineData("  lan: {", "  up: { vlan: 8, on: wan, zone: wan }\n  lan: {", "interfaces up on: wan comes and goes with its sessions")]
    [InlineData("  lan: {", "  br: { bridge: [wan], zone: lan }\n  lan: {", "interfaces br: wan is a line by PPPoE, and no port")]
    public void Check_Mistake_IsNamed(string text, string instead, string expected)
    {
        var problems = ConfigValidator.Check(
            Encoding.UTF8.GetBytes(Document.Replace(text, instead, StringComparison.Ordinal)), Surroundings.None).Problems;
        Assert.Contains(expected, string.Join('\n', problems.Select(problem => problem.ToString("t"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_LargeLineBelow_LeavesFifteenHundred()
    {
        var document = Document.Replace("line: { device: eth0 }", "line: { device: eth0, mtu: 1508 }", StringComparison.Ordinal)
            .Replace("zone: wan }", "zone: wan, mtu: 1500 }", StringComparison.Ordinal);
        Assert.Empty(ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Surroundings.None).Problems);
    }

    /// <summary>A mesh over a line stands on no link that goes away with the session.</summary>
    [Fact]
    public void MeshOverALine_StandsOnNoLink()
    {
        var desired = Build(
            Document + "\nmesh:\n  branches: { underlay: wan, address: 10.255.0.7/24, key: 100, hubs: [192.0.2.99], ipsec: none }\n",
            FakeKernel.WithPorts(2)).State!;
        Assert.Empty(desired.Links["branches"].Settings!.Needs);
    }

    private static DesiredService Line(string document) =>
        Assert.Single(Build(document, FakeKernel.WithPorts(2)).State!.Services, s => s.Name == "pppoe.fibre" && s.Running);

    private static BuildResult Build(string document, FakeKernel kernel, string? secret = Password) => DesiredStateBuilder.Build(
        Example.Read(document),
        new BuildContext(
            BoardFacts.None, [.. kernel.State.Links.Values],
            secret is null ? new MemorySecrets() : new MemorySecrets(("isp", secret)), BaseAccounts.Minimal));
}
