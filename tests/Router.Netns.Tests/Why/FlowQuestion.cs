using System.Text;
using Router.Core.Boards;
using Router.Core.Flows;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Flows;
using Router.Linux.Edges.Scratch;
using Router.Testing.Kernel;

namespace Router.Netns.Tests.Why;

/// <summary>Asks <c>why</c> of a document on a router with three ports.</summary>
internal static class FlowQuestion
{
    public static async Task<FlowAnswer> AskAsync(ScratchRouter scratch, string text, string words, Surroundings? around = null)
    {
        var flow = Flow.Parse(words.Split(' '), out var wrong) ?? throw new InvalidOperationException(wrong);
        var (reading, desired, topology) = Build(text, around);
        var link = FlowOrigin.Find(flow, reading.Config, topology, desired, out var problem);
        Assert.Null(problem);
        var trace = await scratch.TraceAsync(desired, Learned.Nothing, flow, link, TestContext.Current.CancellationToken);
        return FlowAnswers.Explain(reading.Document!, reading.Config, topology, trace);
    }

    public static (ConfigReading Reading, DesiredState Desired, Topology Topology) Build(string text, Surroundings? around = null)
    {
        var reading = ConfigValidator.Check(Encoding.UTF8.GetBytes(text), around ?? Surroundings.None);
        var links = Enumerable.Range(0, 3)
            .Select(i => new ObservedLink { Name = $"eth{i}", Index = i + 2, Kind = LinkKind.Physical, Mtu = 1500, Up = false })
            .ToList();
        var context = new BuildContext(BoardFacts.None, links, new MemorySecrets(), BaseAccounts.Minimal);
        var desired = DesiredStateBuilder.Build(reading.Config, context).State!;
        return (reading, desired, Topology.Resolve(reading.Config, context, []));
    }
}
