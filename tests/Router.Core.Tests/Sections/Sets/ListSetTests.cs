using System.Net;
using Router.Core.Edges;
using Router.Core.Flows;
using Router.Core.Rulesets;
using Router.Core.Tests.Sections.Services;
using Router.Core.Tests.State;
using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Lists;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Sets;

/// <summary>Sets that hold a list: what a document says, and what the ruleset has of it, which is no address.</summary>
public sealed class ListSetTests
{
    private const string Lists = "lists: { drop: { url: \"https://lists.example/drop.txt\" } }";

    private const string Document =
        """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
        firewall:
          policies: { wan -> lan: accept }
          sets: { bad: { list: drop } }
          rules:
            - { name: none of these, from: wan, source: "@bad", action: drop }
        services:
          lists: { drop: { url: "https://lists.example/drop.txt" } }

        """;

    [Fact]
    public void Ruleset_OfAList_HasAnEmptySetOfRangesForEachFamilyAndItsRules()
    {
        var ruleset = Example.Desired(Example.Read(Document), FakeKernel.WithPorts(2)).Ruleset;
        var text = ruleset.ToText();
        Assert.Contains("set set4_bad {\n    type ipv4_addr\n    flags interval\n    auto-merge\n  }\n", text, StringComparison.Ordinal);
        Assert.Contains("set set6_bad {\n    type ipv6_addr\n    flags interval\n    auto-merge\n  }\n", text, StringComparison.Ordinal);
        Assert.Contains("ip saddr @set4_bad", text, StringComparison.Ordinal);
        Assert.Contains("ip6 saddr @set6_bad", text, StringComparison.Ordinal);
        Assert.All(
            ruleset.Table.Objects.OfType<TableObject.Set>().Where(set => set.Name.EndsWith("_bad", StringComparison.Ordinal)),
            set => Assert.Equal(new SetFeed("drop", "https://lists.example/drop.txt"), set.Feed));
    }

    [Theory]
    [InlineData(
        "bad: { list: dorp }", Lists,
        "firewall sets bad list: there is no list dorp (did you mean drop?)")]
    [InlineData(
        "bad: { list: drop, file: drop.txt }", Lists,
        "firewall sets bad list: a set holds a file or a list, not both (make two sets: a rule may name several)")]
    [InlineData(
        "bad: { list: drop }", "dns: { block: [drop] }, " + Lists,
        "services lists drop: is used for domains (services dns block) and for addresses (firewall sets) "
            + "(take one use away: a list is of domains or of addresses)")]
    [InlineData("bad: { list: drop }", Lists, "")]
    public void Set_ThatCannotBe_IsRefusedWithTheFix(string sets, string services, string expected) =>
        Assert.Equal(expected, Checked.Problems(WithSets(sets, services)));

    [Fact]
    public void List_ThatNobodyUses_IsAdvisedAgainst() => Assert.Contains(
        "services lists drop: nobody uses it, so it is not fetched "
            + "(add drop at services dns block, or have a set hold it: firewall sets NAME list drop)",
        Checked.Advice(Checked.Document(Lists)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("203.0.113.0/24", "198.51.100.1 is in the set bad: the list drop has 198.51.100.0/24", false)]
    [InlineData("198.51.100.0/24", "198.51.100.1 is in the set bad: the list drop has 198.51.100.0/24", true)]
    [InlineData(null, "what the list drop has is not known: it was never fetched; the set bad counted as empty", true)]
    public void Why_OfAList_SaysWhichRangeItWasOrThatNobodyKnows(string? held, string effect, bool expected)
    {
        var answer = Explain(new Held(held));
        Assert.Equal(expected, answer.Causes.Any(cause => cause.Path == "firewall sets bad list" && cause.Effect == effect));
    }

    [Fact]
    public void Why_WhereNobodyHasLists_SaysThatTheSetCountedAsEmpty() => Assert.Contains(
        Explain(null).Causes, cause => cause.Effect == "what the list drop has is not known here; the set bad counted as empty");

    private static string WithSets(string sets, string services) => Checked.Document(services).Replace(
        "firewall:\n",
        $"firewall:\n  sets: {{ {sets} }}\n  rules: [ {{ name: no, from: wan, source: \"@bad\", action: drop }} ]\n",
        StringComparison.Ordinal);

    private static FlowAnswer Explain(Held? lists)
    {
        var reading = ConfigReader.Read(System.Text.Encoding.UTF8.GetBytes(Document));
        var kernel = FakeKernel.WithPorts(2);
        var rule = Example.Desired(reading.Config, kernel).Ruleset.Table.Objects.OfType<TableObject.Chain>()
            .SelectMany(chain => chain.Rules).First(rule => rule.Path is ["firewall", "rules", ..]);
        var to = IPAddress.Parse("10.1.0.9");
        var trace = new FlowTrace
        {
            Sent = new Flow(Flow.Tcp, IPAddress.Parse("198.51.100.1"), 1234, to, 22, "wan"),
            InputLink = "eth0",
            RoutedTo = to,
            Steps = [new TraceStep("forward", rule, TraceVerdict.Drop, "eth1")],
        };
        return FlowAnswers.Explain(
            reading.Document!, reading.Config, Topology.Resolve(reading.Config, Example.Context(kernel.State), []), trace, lists);
    }

    private sealed class Held(string? text) : ISetContents
    {
        public AddressBlocks? Of(SetFeed feed) => text is null ? null : AddressList.Parse(System.Text.Encoding.UTF8.GetBytes(text)).Blocks;
    }
}
