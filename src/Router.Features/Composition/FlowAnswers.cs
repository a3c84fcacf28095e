using Router.Core.Flows;
using Router.Documents.Editing;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Flows;

namespace Router.Features.Composition;

/// <summary>What a trace of the kernel means, with all that the router listens for.</summary>
public static class FlowAnswers
{
    public static FlowAnswer Explain(ConfigDocument document, RouterConfig config, Topology topology, FlowTrace trace) =>
        new FlowExplainer(document, config, topology, [.. FeatureList.All.Listeners(config)]).Explain(trace);
}
