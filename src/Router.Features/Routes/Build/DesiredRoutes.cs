using System.Net;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.Uplinks;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces.Build;
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
    private readonly List<(Route Route, int Weight)> ways = [];
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
        made.Join();
        made.routes.AddRange(Lines.Neighbours(config, topology).Where(route => links.ContainsKey(route.Link!)));
        made.routes.AddRange(GivenPrefixes.Routes(links).Where(route => !made.routes.Exists(
            other => other.Table == Route.MainTable && other.Destination.Equals(route.Destination))));
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
        var metric = Metric(destination, route.Metric) ?? MeshLinks.Metric(over, route, config) ?? Behind(destination, table);
        var made = new Route(destination, route.Via, link ?? over, Type(route), metric, table)
        {
            OnLink = route.OnLink,
        };
        // Of several lines that bring a default route the main table has one; uplinks choose between them.
        if (destination.PrefixLength == 0 && table == Route.MainTable && !config.Routes.ContainsKey(destination)
            && routes.Exists(other => other.Destination.Equals(destination) && other.Table == table))
            return;
        if (over is not null && link is null)
            waiting.Add(new Waiting(PlanText.Subject(made), $"{over} is not there"));
        else if (route.Weight is { } weight)
            ways.Add((made, weight));
        else
            routes.Add(made);
    }

    /// <summary>Ways to the same prefix with the same metric become one route.</summary>
    private void Join()
    {
        foreach (var shared in ways.GroupBy(way => (way.Route.Destination, way.Route.Metric, way.Route.Table)))
        {
            routes.Add(shared.Count() == 1 ? shared.First().Route : shared.First().Route with
            {
                Gateway = null,
                Link = null,
                OnLink = false,
                NextHops = Route.InOrder(shared.Select(
                    way => new NextHop(way.Route.Gateway, way.Route.Link, way.Weight) { OnLink = way.Route.OnLink })),
            });
        }
    }

    /// <summary>
    /// Beside uplinks the default routes of the document are for when nothing chooses (at boot): of IPv6 they are behind anyway.
    /// </summary>
    private uint? Behind(IPNetwork destination, uint table) =>
        config.Routing.Uplinks.Count > 0 && table == Route.MainTable && destination is { PrefixLength: 0 }
        && destination.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? UplinkRoutes.MetricBehind
            : null;

    private static RouteType Type(RouteConfig route) =>
        route.Blackhole ? RouteType.Blackhole
        : route.Unreachable ? RouteType.Unreachable
        : route.Prohibit ? RouteType.Prohibit
        : RouteType.Unicast;

    /// <summary>Null for the kernel's own default, also where the document writes it out.</summary>
    private static uint? Metric(IPNetwork destination, uint? metric)
    {
        var unset = destination.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? metric is 0 or 1024
            : metric is 0;
        return unset ? null : metric;
    }
}
