using Router.Api.Contract;
using Router.Core.Flows;
using Router.Core.State;
using Router.Daemon.Engine;
using Router.Linux.Edges.Scratch;

namespace Router.Daemon.Status;

/// <summary>Answers <c>why</c>: the running configuration in a scratch namespace, which is made when first asked for.</summary>
internal sealed class FlowReader(ConfigurationEngine engine, Device device)
{
    private readonly Lazy<ScratchRouter> scratch = new(() => new ScratchRouter());

    public async Task<Response> ReadAsync(IReadOnlyList<string> words, CancellationToken stopping)
    {
        var flow = Flow.Parse(words, out var wrong) ?? throw new RefusedException(wrong, "such as: tcp 10.0.0.5:1234 -> 192.0.2.1:443 from lan");
        var content = engine.Running.Content;
        var (topology, links) = await device.TopologyAsync(content.Config, stopping);
        var (desired, _) = await device.ObserveAsync(content.Config, stopping);
        var input = FlowOrigin.Find(flow, content.Config, topology, desired, out var problem);
        if (problem is not null)
            throw new RefusedException(problem);
        var learned = LearnedRoutes.Read(links);
        var trace = await scratch.Value.TraceAsync(desired, learned, flow, input, stopping);
        return new Response.Flow(new FlowExplainer(content.Document, content.Config, topology).Explain(trace));
    }
}
