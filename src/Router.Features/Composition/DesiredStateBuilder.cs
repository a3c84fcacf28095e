using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Firewall.Build;
using Router.Features.Interfaces.Build;
using Router.Features.Leds.Build;
using Router.Features.Mesh.Build;
using Router.Features.Routes.Build;
using Router.Features.Routing.Build;
using Router.Features.Shaping.Build;
using Router.Features.SystemSettings.Build;

namespace Router.Features.Composition;

/// <summary>Works out what the kernel and the services are to be. Pure; the configuration has been validated before.</summary>
public static class DesiredStateBuilder
{
    public static BuildResult Build(RouterConfig config, BuildContext context)
    {
        var problems = new List<Problem>();
        var topology = Topology.Resolve(config, context, problems);
        var services = FeatureList.All.Services(new BuildInput(config, topology, context, problems));
        var waiting = new List<Waiting>();
        var made = DesiredLinks.Of(config, topology, context, problems, waiting);
        if (problems.Count > 0 && !context.Partial)
            return new BuildResult(null, [.. problems]);
        var names = made.Select(link => link.Key).ToHashSet();
        var links = VrfLinks.Of(config)
            .Concat(made)
            .Concat(MeshLinks.Of(config, topology))
            .Concat(DesiredShaping.Links(config, names, topology))
            .ToValueMap(made.Count + config.Mesh.Count);
        var routes = DesiredRoutes.Of(config, topology, links);
        return new BuildResult(new DesiredState
        {
            Hostname = config.System.Hostname,
            Links = links,
            Routes = routes.Routes,
            Waiting = [.. waiting, .. routes.Waiting],
            Chosen = UplinkLines.Chosen(config, topology),
            Neighbours = StaticNeighbours.Of(config, topology, links),
            Shaping = DesiredShaping.Of(config, names, topology),
            RoutingRules = RoutingRules.Of(config, topology).ToValueList(),
            Sysctls = RouterSysctls.For(config),
            Tunings = PortTunings.Of(config, topology).Concat(LedTunings.Of(config, topology)).ToValueMap(),
            Ruleset = RulesetBuilder.Build(config, topology, FeatureList.All.Listeners(config)),
            Services = services,
        }, [.. problems]);
    }
}
