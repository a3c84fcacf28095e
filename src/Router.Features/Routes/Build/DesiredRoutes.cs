using System.Net;
using Router.Core.Plans;
using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Mesh.Build;

namespace Router.Features.Routes.Build;

/// <summary>
/// The routes of a document. Whether the kernel can take them now is the planner's to say; those over a port that is not there wait.
/// </summary>
internal sealed class DesiredRoutes
{
    private readonly RouterConfig config;
    private readonly Dictionary<string, string> links = [];
    private readonly List<Route> routes = [];
    private readonly List<Waiting> waiting = [];

    private DesiredRoutes(RouterConfig config, Topology topology, ValueMap<string, DesiredLink> made)
    {
        this.config = config;
        foreach (var (name, settings) in config.Interfaces)
        {
            if (topology.KernelName(name, settings) is { } kernelName && made.ContainsKey(kernelName))
                links[name] = kernelName;
        }
        foreach (var (name, _) in MeshLinks.Of(config, topology))
            links[name] = name;
    }

    public static (ValueList<Route> Routes, ValueList<Waiting> Waiting) Of(
        RouterConfig config, Topology topology, ValueMap<string, DesiredLink> links)
    {
        var made = new DesiredRoutes(config, topology, links);
        foreach (var (destination, route, table, _, over) in RouteWays.Of(config))
            made.Add(destination, route, table, over);
        made.routes.AddRange(Lines.Neighbours(config, topology).Where(route => links.ContainsKey(route.Link!)));
        return ([.. made.routes], [.. made.waiting]);
    }

    private void Add(IPNetwork destination, RouteConfig route, uint table, string? over)
    {
        if (route.Mesh is not null)
        {
            routes.Add(MeshLinks.WithoutHub(destination));
            return;
        }
        var link = over is null ? null : links.GetValueOrDefault(over);
        var metric = Metric(destination, route.Metric) ?? MeshLinks.Metric(over, route, config);
        var made = new Route(destination, route.Via, link ?? over, Type(route), metric, table)
        {
            OnLink = route.OnLink,
        };
        if (over is not null && link is null)
            waiting.Add(new Waiting(PlanText.Subject(made), $"{over} is not there"));
        else
            routes.Add(made);
    }

    private static RouteType Type(RouteConfig route) =>
        route.Blackhole ? RouteType.Blackhole : route.Unreachable ? RouteType.Unreachable : RouteType.Unicast;

    /// <summary>Null for the kernel's own default, also where the document writes it out.</summary>
    private static uint? Metric(IPNetwork destination, uint? metric)
    {
        var unset = destination.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? metric is 0 or 1024
            : metric is 0;
        return unset ? null : metric;
    }
}
