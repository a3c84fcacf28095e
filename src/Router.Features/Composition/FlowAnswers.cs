using Router.Core.Edges;
using Router.Core.Flows;
using Router.Documents.Editing;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Flows;

namespace Router.Features.Composition;

/// <summary>What a trace of the kernel means, with all that the router listens for.</summary>
public static class FlowAnswers
{
    /// <param name="document">Whose lines are told.</param>
    /// <param name="config">What it says.</param>
    /// <param name="topology">Its links.</param>
    /// <param name="trace">What the kernel did.</param>
    /// <param name="lists">What sets hold of lists; null: not known here, which the answer says where it may count.</param>
    public static FlowAnswer Explain(
        ConfigDocument document, RouterConfig config, Topology topology, FlowTrace trace, ISetContents? lists = null) =>
        new FlowExplainer(document, config, topology, [.. FeatureList.All.Listeners(config)], lists).Explain(trace);
}
