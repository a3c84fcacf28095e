using Router.Core.Flows;
using Router.Linux.Edges.Scratch;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>A real packet through the real ruleset in a scratch namespace, and the lines of the document that made the verdict.</summary>
public sealed class WhyTests : IDisposable
{
    private readonly ScratchRouter scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("tcp 10.1.0.2:1234 -> 198.51.100.7:443 from lan", FlowVerdict.Accepted, "192.0.2.1:1234 -> 198.51.100.7:443", new[] { "firewall policies \"lan -> wan\"", "firewall nat masquerade wan", "routes 198.51.100.0/24" })]
    [InlineData("tcp 198.51.100.7:1234 -> 192.0.2.1:8080 from wan", FlowVerdict.Accepted, "198.51.100.7:1234 -> 10.1.0.2:80", new[] { "firewall nat forwards web", "interfaces lan addresses 10.1.0.1/24" })]
    [InlineData("tcp 203.0.113.9:1234 -> self:22 from wan", FlowVerdict.Unroutable, null, new string[0])]
    [InlineData("tcp 198.51.100.9:1234 -> 203.0.113.7:22 from wan", FlowVerdict.Unroutable, null, new string[0])]
    [InlineData("tcp 198.51.100.7:1234 -> 192.0.2.1:22 from wan", FlowVerdict.Dropped, null, new[] { "firewall policies \"wan -> router\"", "interfaces wan addresses 192.0.2.1/24" })]
    [InlineData("udp 10.1.0.2:1 -> 10.99.1.1:53 from lan", FlowVerdict.Unroutable, null, new[] { "routes 10.99.0.0/16" })]
    [InlineData("icmp 10.1.0.2 -> self from lan", FlowVerdict.Accepted, null, new[] { "firewall policies \"lan -> router\"", "interfaces lan addresses 10.1.0.1/24" })]
    [InlineData("icmpv6 2001:db8:2::9 -> 2001:db8:5::1 from lan", FlowVerdict.Accepted, null, new[] { "firewall policies \"lan -> wan\"", "routes 2001:db8:5::/48" })]
    [InlineData("tcp self -> 198.51.100.7:443", FlowVerdict.Accepted, null, new[] { "firewall nat masquerade wan", "routes 198.51.100.0/24" })]
    [InlineData("tcp 10.1.0.77:9 -> 10.1.0.2:80 from wan", FlowVerdict.Dropped, null, new[] { "firewall nat masquerade wan", "interfaces lan addresses", "interfaces lan addresses 10.1.0.1/24" })]
    [InlineData("99 10.1.0.2 -> 192.0.2.9", FlowVerdict.Accepted, "192.0.2.1 -> 192.0.2.9", new[] { "firewall policies \"lan -> wan\"", "firewall nat masquerade wan", "interfaces wan addresses 192.0.2.1/24" })]
    public async Task Why_HomeRouter_NamesVerdictAndLines(string flow, FlowVerdict verdict, string? becomes, string[] paths)
    {
        var answer = await FlowQuestion.AskAsync(scratch, Documents.Home, flow);
        var text = string.Join('\n', FlowText.Render(answer).Concat(answer.Rules));
        Assert.True(verdict == answer.Verdict, text);
        Assert.True(becomes == answer.LeavesAs, text);
        Assert.True(paths.SequenceEqual(answer.Causes.Select(cause => cause.Path)), text);
    }

    [Theory]
    [InlineData("lan -> router: accept", "lan -> router: accept", true)]
    [InlineData("lan -> router: accept", "lan -> router: [dns]", false)]
    [InlineData("10.1.0.1/24", "10.1.0.3/24", false)]
    [InlineData("10.1.0.1/24", "10.1.0.1/31", false)]
    [InlineData("mtu: 1500", "mtu: 1400", true)]
    public async Task Connect_AfterAChange_IsAnsweredOrCut(string before, string after, bool answered)
    {
        var (_, desired, _) = FlowQuestion.Build(Documents.Home.Replace(before, after, StringComparison.Ordinal));
        var flow = Flow.Parse("tcp 10.1.0.2:50000 -> 10.1.0.1:22".Split(' '), out _)!;
        var (_, alive) = await scratch.ConnectAsync(desired, Learned.Nothing, flow, "lan", TestContext.Current.CancellationToken);
        Assert.Equal(answered, alive);
    }
}
