using System.Net;
using System.Net.Sockets;
using Router.Core.Firewall;
using Router.Core.Problems;
using Router.Core.Sections;
using Router.Core.Sections.Routes;
using Router.Core.Services;
using Router.Core.Values;

namespace Router.Core.State;

/// <summary>Works out what the kernel and the services are to be. Pure; the configuration has been validated before.</summary>
public static class DesiredStateBuilder
{
    public static BuildResult Build(RouterConfig config, BuildContext context)
    {
        var problems = new List<Problem>();
        var topology = Topology.Resolve(config, context, problems);
        var services = ServiceSet.Build(config, topology, context, problems);
        var made = DesiredLinks.Of(config, topology, context, problems);
        if (problems.Count > 0 && !context.Partial)
            return new BuildResult(null, [.. problems]);
        var links = VrfLinks.Of(config).Concat(made).Concat(MeshLinks.Of(config, topology)).ToValueMap(made.Count + config.Mesh.Count);
        return new BuildResult(new DesiredState
        {
            Hostname = config.System.Hostname,
            Links = links,
            Routes = Routes(config, topology, links).ToValueList(),
            RoutingRules = RoutingRules.Of(config, topology).ToValueList(),
            Sysctls = RouterSysctls.For(config),
            Ruleset = RulesetBuilder.Build(config, topology),
            Services = services,
        }, [.. problems]);
    }

    /// <summary>
    /// Routes that the kernel can take: those over an interface that is disabled, or whose port is not there, wait for it.
    /// </summary>
    private static IEnumerable<Route> Routes(RouterConfig config, Topology topology, ValueMap<string, DesiredLink> made)
    {
        var links = new Dictionary<string, string>();
        foreach (var (name, settings) in config.Interfaces)
        {
            if (settings.Enabled && topology.KernelName(name, settings) is { } kernelName && made.ContainsKey(kernelName))
                links[name] = kernelName;
        }
        foreach (var (name, _) in MeshLinks.Of(config, topology))
            links[name] = name;
        foreach (var (destination, route, table, _, over) in RouteWays.Of(config))
        {
            if (route.Mesh is not null)
            {
                yield return MeshLinks.WithoutHub(destination);
                continue;
            }
            var link = over is null ? null : links.GetValueOrDefault(over);
            if (over is null || link is not null)
                yield return new Route(destination, route.Via, link, Type(route), Metric(destination, route.Metric) ?? MeshLinks.Metric(over, route, config), table);
        }
        foreach (var neighbours in Lines.Neighbours(config, topology))
            yield return neighbours;
    }

    private static RouteType Type(RouteConfig route) =>
        route.Blackhole ? RouteType.Blackhole : route.Unreachable ? RouteType.Unreachable : RouteType.Unicast;

    /// <summary>Null for the kernel's own default, also where the document writes it out.</summary>
    private static uint? Metric(IPNetwork destination, uint? metric)
    {
        var unset = destination.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? metric is 0 or 1024 : metric is 0;
        return unset ? null : metric;
    }
}
