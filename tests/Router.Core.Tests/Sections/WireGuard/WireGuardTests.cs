using System.Text;
using Router.Core.Boards;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Tests.State;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.WireGuard;

public sealed class WireGuardTests
{
    private const string Private = "eAjUpG2o6BbSREyeSoYnwM04SXkuaFV8+3O2HmCsCFA=";

    private const string Document = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          office:
            zone: office
            addresses: [10.9.0.1/24]
            wireguard:
              private-key: !secret wg
              port: 51820
              peers:
                anna: { public-key: "w4xXICn/LeYhsr8+FmLfgjNkXOUbNCZjMHha+WGTCh0=", allowed: [10.9.0.2/32], keepalive: 25s }
        """;

    [Fact]
    public void Plan_OfATunnel_HasNoKeyInIt()
    {
        var kernel = FakeKernel.WithPorts(1);
        var plan = Planner.Plan(Build(Document, Private).State!, kernel.State);
        Assert.Contains("+ wireguard office port 51820 with 1 peer\n", PlanText.Render(plan), StringComparison.Ordinal);
        var shown = PlanText.Render(plan) + PlanJson.Render(plan) + string.Join('\n', plan);
        Assert.DoesNotContain(Private, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_PeerThatCallsFromElsewhere_IsNoChange()
    {
        var desired = Build(Document, Private).State!;
        var link = (WireGuardLink)desired.Links["office"].Settings!;
        var roamed = link with { Peers = [link.Peers[0] with { Endpoint = System.Net.IPEndPoint.Parse("203.0.113.9:4711") }] };
        Assert.True(link.Holds(roamed));
        Assert.False(link.Holds(roamed with { Peers = [] }));
        Assert.False(link.Holds(roamed with { Port = 4500 }));
        Assert.False(
            (link with { Peers = [link.Peers[0] with { Endpoint = System.Net.IPEndPoint.Parse("203.0.113.1:1") }] }).Holds(roamed));
    }

    [Theory]
    [InlineData(null, "there is no secret wg on this device")]
    [InlineData("hunter2", "the secret wg is no WireGuard key: 44 letters of base64, as wg pubkey prints it")]
    public void Build_SecretThatIsNoKey_IsAProblemWithoutItsValue(string? secret, string message)
    {
        var problem = Assert.Single(Build(Document, secret).Problems);
        Assert.Equal(("interfaces office wireguard private-key", message), (problem.Path, problem.Message));
    }

    [Theory]
    [InlineData(
        "w4xXICn/LeYhsr8+FmLfgjNkXOUbNCZjMHha+WGTCh0=",
        "short",
        "interfaces office wireguard peers anna public-key: 'short' is no WireGuard key")]
    [InlineData("keepalive: 25s }", "endpoint: \"vpn.example\" }", "'vpn.example' is not ADDRESS:PORT")]
    [InlineData(
        "keepalive: 25s }",
        "keepalive: 25s }\n        ben: { public-key: \"w4xXICn/LeYhsr8+FmLfgjNkXOUbNCZjMHha+WGTCh0=\", allowed: [10.9.0.3/32] }",
        "ben public-key: is the key of anna")]
    [InlineData(
        "keepalive: 25s }",
        "keepalive: 25s }\n        ben: { public-key: \"jmOmLC2rqzA4xlL3s5A913+5w0CWC60G4laWSkKJxS8=\", allowed: [10.9.0.2/32] }",
        "ben allowed 10.9.0.2/32: 10.9.0.2/32 belongs to anna already")]
    [InlineData("!secret wg", "plain", "the value itself must not stand here")]
    public void Check_Mistake_IsNamed(string text, string instead, string expected)
    {
        var problem = Assert.Single(ConfigValidator.Check(
            Encoding.UTF8.GetBytes(Document.Replace(text, instead, StringComparison.Ordinal)), Surroundings.None).Problems);
        Assert.Contains(expected, problem.ToString("t"), StringComparison.Ordinal);
    }

    private static BuildResult Build(string document, string? secret) => DesiredStateBuilder.Build(
        Example.Read(document),
        new BuildContext(
            BoardFacts.None,
            [.. FakeKernel.WithPorts(1).State.Links.Values],
            secret is null ? new MemorySecrets() : new MemorySecrets(("wg", secret)),
            BaseAccounts.Minimal));
}
