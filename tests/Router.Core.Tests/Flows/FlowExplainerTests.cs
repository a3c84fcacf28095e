using System.Net;
using System.Text;
using Router.Core.Flows;
using Router.Core.Rulesets;
using Router.Core.Tests.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Flows;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Flows;

/// <summary>What a trace of rules means; that the kernel's traces are such is tried with real packets.</summary>
public sealed class FlowExplainerTests
{
    private const string Document = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
        firewall:
          policies: { lan -> wan: accept, wan -> router: [ping], lan -> router: reject }
          rules:
            - { name: no reject, from: wan, to: router, source: 198.51.100.1, service: ssh, action: drop }
            - { name: nor this, from: wan, to: router, source: 198.51.100.2, service: ssh, action: drop }

        """;

    /// <summary>Two rules became one, and neither tells the sender, whatever its name says.</summary>
    [Theory]
    [InlineData("198.51.100.1", "firewall rules \"no reject\"")]
    [InlineData("198.51.100.2", "firewall rules \"nor this\"")]
    public void Explain_DroppedByARule_NamesTheRuleThatTookThePacket(string source, string path)
    {
        var answer = Explain(source, "input", rule => rule.Comment is not null, TraceVerdict.Drop);
        Assert.Equal(FlowVerdict.Dropped, answer.Verdict);
        Assert.Equal(path, answer.Causes[0].Path);
        Assert.StartsWith("input: iifname \"eth0\" ip saddr { 198.51.100.1, 198.51.100.2 } ", answer.Rules[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy_wan/router", VerdictKind.Drop, "policy: not among its services")]
    [InlineData("policy_wan/router", VerdictKind.Accept, "policy: its services are accepted")]
    [InlineData("input", VerdictKind.Goto, "policy: only its services")]
    [InlineData("from_lan", VerdictKind.Accept, "policy: accepted")]
    public void Explain_RuleOfAPolicy_SaysWhatThePolicyDid(string chain, VerdictKind verdict, string effect)
    {
        var answer = Explain(
            "198.51.100.1", chain, rule => rule.Path is ["firewall", "policies", ..] && rule.Ends(verdict), TraceVerdict.Continue);
        Assert.Equal(effect, answer.Causes[0].Effect);
    }

    [Fact]
    public void Explain_EndOfAChain_NamesThePolicyThatIsNotThere()
    {
        var answer = Explain("198.51.100.1", "forward", rule => rule is { Path: null, Statements.Count: 1 }, TraceVerdict.Drop);
        Assert.Equal("nothing in the chain forward accepts it", answer.Reason);
        Assert.StartsWith("no policy wan", answer.Causes[0].Effect, StringComparison.Ordinal);
    }

    private static FlowAnswer Explain(string source, string chain, Func<Rule, bool> which, TraceVerdict verdict)
    {
        var reading = ConfigReader.Read(Encoding.UTF8.GetBytes(Document));
        Assert.Empty(reading.Problems);
        var kernel = FakeKernel.WithPorts(3);
        var rules = Example.Desired(reading.Config, kernel).Ruleset.Table.Objects.OfType<TableObject.Chain>()
            .Single(c => c.Name == chain).Rules;
        var topology = Topology.Resolve(reading.Config, Example.Context(kernel.State), new List<Problem>());
        var router = IPAddress.Parse("192.0.2.1");
        var sent = new Flow(Flow.Tcp, IPAddress.Parse(source), 1234, router, 22, "wan");
        return new FlowExplainer(reading.Document!, reading.Config, topology, []).Explain(new FlowTrace
        {
            Sent = sent,
            InputLink = "eth0",
            RoutedTo = router,
            Steps = [new TraceStep(chain, rules.First(which), verdict, "eth1")],
        });
    }
}
