using System.Net;
using Router.Core.Planning;
using Router.Core.Sections;
using Router.Core.Sections.Routes;
using Router.Core.Values;

namespace Router.Core.State;

/// <summary>
/// The routes of a document. Whether the kernel can take them now is the planner's to say; those over a port that is not there wait.
/// </summary>
internal sealed class DesiredRoutes
{
    private readonly RouterConfig config;
    private readonly Dictionary<string, string> links = [];
    private readonly Dictionary<(string Vrf, uint Table), NetworkTable<string>> networks = [];
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
        foreach (var (destination, route, table, vrf) in Tables(config))
            made.Add(destination, route, table, vrf);
        return ([.. made.routes], [.. made.waiting]);
    }

    private void Add(IPNetwork destination, RouteConfig route, uint table, string? vrf)
    {
        if (route.Mesh is not null)
        {
            routes.Add(MeshLinks.WithoutHub(destination));
            return;
        }
        var over = route.Interface ?? (route.Via is { } via ? Networks(vrf, table).Find(via) : null);
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

    /// <summary>Each route with the number of its table and, where that is a VRF's, the VRF.</summary>
    private static IEnumerable<(IPNetwork Destination, RouteConfig Route, uint Table, string? Vrf)> Tables(RouterConfig config) => config.Routes
        .Select(r => (r.Key, r.Value, Route.MainTable, (string?)null))
        .Concat(config.Routing.Tables.Values.SelectMany(t => t.Routes.Select(r => (r.Key, r.Value, (uint)t.Id, (string?)null))))
        .Concat(config.Routing.Vrfs.SelectMany(v => v.Value.Routes.Select(r => (r.Key, r.Value, (uint)v.Value.Id, (string?)v.Key))));

    private static RouteType Type(RouteConfig route) =>
        route.Blackhole ? RouteType.Blackhole : route.Unreachable ? RouteType.Unreachable : RouteType.Unicast;

    /// <summary>Null for the kernel's own default, also where the document writes it out.</summary>
    private static uint? Metric(IPNetwork destination, uint? metric)
    {
        var unset = destination.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? metric is 0 or 1024 : metric is 0;
        return unset ? null : metric;
    }

    /// <summary>
    /// By the name of the interface or mesh: their networks, and what routes of the table or the main one say to be on the link itself.
    /// </summary>
    private NetworkTable<string> Networks(string? vrf, uint table)
    {
        if (networks.TryGetValue((vrf ?? "", table), out var known))
            return known;
        var fixedOnes = config.Interfaces.Where(i => i.Value.Vrf == vrf).SelectMany(i => i.Value.Addresses.Select(a => (a.Network, i.Key)))
            .Concat(config.Mesh.Where(m => m.Value.Vrf == vrf).Select(m => (m.Value.Address.Network, m.Key)));
        var onLink = Tables(config).Where(r => r.Vrf == vrf && (r.Table == table || r.Table == Route.MainTable))
            .Where(r => r.Route is { Via: null, Interface: not null }).Select(r => (r.Destination, r.Route.Interface!));
        return networks[(vrf ?? "", table)] = new(fixedOnes.Concat(onLink));
    }
}
