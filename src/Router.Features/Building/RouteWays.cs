using System.Net;
using Router.Core.State;
using Router.Core.Values;
using Router.Features.Configuration;
using Router.Features.Routes;

namespace Router.Features.Building;

/// <summary>
/// A route of the document, with the number of its table and, where that is a VRF's, the VRF. <paramref name="Over"/> is the interface or
/// mesh that it leads over; null: on no network that is known, or nothing is sent.
/// </summary>
internal readonly record struct RouteWay(IPNetwork Destination, RouteConfig Route, uint Table, string? Vrf, string? Over)
{
    public bool IsDefault => Destination.PrefixLength == 0;
}

/// <summary>All routes of a document: of the main table, of tables beside it and of VRFs.</summary>
internal static class RouteWays
{
    public static IEnumerable<RouteWay> Of(RouterConfig config)
    {
        var networks = new Dictionary<(string Vrf, uint Table), NetworkTable<string>>();
        foreach (var (destination, route, table, vrf) in Tables(config))
            yield return new RouteWay(
                destination, route, table, vrf, route.Interface ?? (route.Via is { } via ? Of(vrf, table).Find(via) : null));

        NetworkTable<string> Of(string? vrf, uint table) =>
            networks.TryGetValue((vrf ?? "", table), out var found) ? found : networks[(vrf ?? "", table)] = Networks(config, vrf, table);
    }

    private static IEnumerable<(IPNetwork Destination, RouteConfig Route, uint Table, string? Vrf)> Tables(RouterConfig config) =>
        config.Routes
            .Select(r => (r.Key, r.Value, Route.MainTable, (string?)null))
            .Concat(config.Routing.Tables.Values.SelectMany(t => t.Routes.Select(r => (r.Key, r.Value, (uint)t.Id, (string?)null))))
            .Concat(config.Routing.Vrfs.SelectMany(v => v.Value.Routes.Select(r => (r.Key, r.Value, (uint)v.Value.Id, (string?)v.Key))));

    /// <summary>
    /// By the name of the interface or mesh: their networks, and what routes of the table or the main one say to be on the link itself.
    /// </summary>
    private static NetworkTable<string> Networks(RouterConfig config, string? vrf, uint table)
    {
        var own = config.Interfaces.Where(i => i.Value.Vrf == vrf).SelectMany(i => i.Value.Addresses.Select(a => (a.Network, i.Key)))
            .Concat(config.Mesh.Where(m => m.Value.Vrf == vrf).Select(m => (m.Value.Address.Network, m.Key)));
        var onLink = Tables(config).Where(r => r.Vrf == vrf && (r.Table == table || r.Table == Route.MainTable))
            .Where(r => r.Route is { Via: null, Interface: not null }).Select(r => (r.Destination, r.Route.Interface!));
        return new(own.Concat(onLink));
    }
}
