using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Shaping;

/// <summary>Queues and redirections, from nothing, from one document to another, and beside those of others.</summary>
public sealed class ShapingPlanTests
{
    private const string Line = "wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24]";

    [Fact]
    public void Plan_BothWays_MakesTheLinkThenTheQueuesThenTheRedirect() => Assert.Equal(
        [
            "+ ifb ifb-wan",
            "~ link ifb-wan up",
            "+ queue of ifb-wan: cake 95Mbit diffserv3 fair by destination overhead 44 arriving",
            "+ queue of eth0: cake 38Mbit diffserv3 fair by source overhead 44",
            "+ redirect of what arrives on eth0 to ifb-wan",
        ],
        Shaping(Lines($"{Line}, shaping: {{ up: 38Mbit, down: 95Mbit, overhead: 44 }} }}", FakeKernel.WithPorts(1))));

    [Fact]
    public async Task Plan_AnotherRate_ChangesTheQueueAsItStands()
    {
        var kernel = FakeKernel.WithPorts(1);
        await ApplyAsync($"{Line}, shaping: {{ up: 38Mbit, down: 95Mbit }} }}", kernel);
        Assert.Equal(
            [
                "~ queue of eth0: cake 38Mbit diffserv3 fair by source -> cake 512kbit besteffort fair by flow overhead 48 atm",
                "~ queue of ifb-wan: cake 95Mbit diffserv3 fair by destination arriving"
                    + " -> cake 95Mbit besteffort fair by flow overhead 48 atm arriving",
            ],
            Lines($"{Line}, shaping: {{ up: 512kbit, down: 95Mbit, overhead: adsl, diffserv: none, fair: flow }} }}", kernel)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Plan_NoLonger_TakesTheRedirectAwayBeforeTheLink()
    {
        var kernel = FakeKernel.WithPorts(1);
        await ApplyAsync($"{Line}, shaping: {{ up: 38Mbit, down: 95Mbit }} }}", kernel);
        Assert.Equal(
            [
                "- redirect of what arrives on eth0 to ifb-wan",
                "- queue of ifb-wan: cake 95Mbit diffserv3 fair by destination arriving",
                "- queue of eth0: cake 38Mbit diffserv3 fair by source",
                "~ link ifb-wan down",
                "- ifb ifb-wan",
            ],
            Lines($"{Line} }}", kernel));
    }

    /// <summary>A link that is made again has lost its queue, and an undo has to know of it.</summary>
    [Fact]
    public async Task Plan_LinkIsMadeAgain_QueueGoesBeforeItAndComesBehind()
    {
        var kernel = FakeKernel.WithPorts(1);
        var tagged = "up: { device: eth0, zone: wan }\n  line: { vlan: 7, on: up, zone: wan, shaping: { up: 10Mbit } }";
        await ApplyAsync(tagged, kernel);
        var lines = Lines(tagged.Replace("vlan: 7", "vlan: 8", StringComparison.Ordinal), kernel);
        Assert.Equal("- queue of line: cake 10Mbit diffserv3 fair by source", lines[0]);
        Assert.Equal("+ queue of line: cake 10Mbit diffserv3 fair by source", lines[^1]);
    }

    [Fact]
    public void Plan_SomebodyElsesQueue_StaysAndIsNamed()
    {
        var kernel = FakeKernel.WithPorts(1);
        kernel.State = kernel.State with { Shaping = [new LinkShaping("eth0", null, null) { Foreign = "htb" }] };
        var desired = Example.Desired(Example.Read(Whole($"{Line}, shaping: {{ up: 38Mbit, down: 95Mbit }} }}")), kernel);
        var outline = Planner.Outline(desired, kernel.State);
        Assert.Contains("shaping of eth0 waits: somebody else's htb is at its end, and stays", outline.Waiting.Select(w => $"{w}"));
        Assert.DoesNotContain(outline.Steps, step => step is Change.SetQueue { Link: "eth0" });
        Assert.Contains(outline.Steps, step => step is Change.SetRedirect);
        var without = Example.Desired(Example.Read(Whole($"{Line} }}")), kernel);
        Assert.DoesNotContain(Planner.Plan(without, kernel.State), step => step is Change.SetQueue or Change.SetRedirect);
    }

    private static IEnumerable<string> Shaping(IEnumerable<string> lines) =>
        lines.Where(line => line.Contains("ifb", StringComparison.Ordinal) || line.Contains("queue", StringComparison.Ordinal));

    private static List<string> Lines(string interfaces, FakeKernel kernel) =>
        [.. Planner.Plan(Example.Desired(Example.Read(Whole(interfaces)), kernel), kernel.State)
            .Where(step => step is not Change.ReplaceFirewall)
            .Select(PlanText.Line)];

    private static async Task ApplyAsync(string interfaces, FakeKernel kernel)
    {
        var desired = Example.Desired(Example.Read(Whole(interfaces)), kernel);
        foreach (var change in Planner.Plan(desired, await kernel.ReadAsync(desired, TestContext.Current.CancellationToken)))
            await kernel.ApplyAsync(change, TestContext.Current.CancellationToken);
        Assert.Empty(Lines(interfaces, kernel));
    }

    private static string Whole(string interfaces) => $"version: 2\ninterfaces:\n  {interfaces}\n";
}
