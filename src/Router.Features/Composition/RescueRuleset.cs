using Router.Core.Rulesets;
using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Firewall;
using Router.Features.Firewall.Build;
using Router.Features.Mesh;
using Router.Features.Services;

namespace Router.Features.Composition;

/// <summary>The firewall of a router whose own cannot be loaded.</summary>
public static class RescueRuleset
{
    /// <summary>
    /// In place of a ruleset that cannot be loaded: nothing is forwarded, and nobody is let in but by SSH where the configuration lets
    /// them.
    /// </summary>
    public static Ruleset Build(RouterConfig config, Topology topology)
    {
        var rescue = config with
        {
            Firewall = new FirewallConfig(),
            Services = new ServicesConfig { Ssh = config.Services.Ssh },
            Mesh = ValueMap<string, MeshConfig>.Empty,
        };
        return RulesetBuilder.Build(rescue, topology, FeatureList.All.Listeners(rescue));
    }
}
