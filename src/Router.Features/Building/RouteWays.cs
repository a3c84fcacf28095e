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

/// <summary>All routes of a document: of the main table, of tables beside it and of VRFs. One with several ways is several here.</summary>
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
        config.Routes.Concat(Brought(config))
            .Select(r => (r.Key, r.Value, Route.MainTable, (string?)null))
            .Concat(config.Routing.Tables.Values.SelectMany(t => t.Routes.Select(r => (r.Key, r.Value, (uint)t.Id, (string?)null))))
            .Concat(config.Routing.Vrfs.SelectMany(v => v.Value.Routes.Select(r => (r.Key, r.Value, (uint)v.Value.Id, (string?)v.Key))))
            .SelectMany(r => r.Item2.Ways.Count == 0 ? [r] : r.Item2.Single.Select(way => (r.Item1, way, r.Item3, r.Item4)));

    /// <summary>
    /// Default routes that links bring by themselves, where the document has none: the first of each family, and with uplinks, which
    /// choose, that of each line.
    /// </summary>
    private static IEnumerable<KeyValuePair<IPNetwork, RouteConfig>> Brought(RouterConfig config)
    {
        var families = new HashSet<bool>();
        foreach (var (name, settings) in config.Interfaces)
        {
            if (settings is not { Enabled: true, Vrf: null, Made.DefaultRoute: var (ipv6, gateway) })
                continue;
            var everywhere = new IPNetwork(ipv6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
            if (!config.Routes.ContainsKey(everywhere) && (families.Add(ipv6) || config.Routing.Uplinks.Count > 0))
                yield return new(everywhere, new RouteConfig { Via = gateway, Interface = name });
        }
    }

    /// <summary>
    /// By the name of the interface or mesh: their networks, and what routes of the table or the main one say to be on the link itself.
    /// </summary>
    private static NetworkTable<string> Networks(RouterConfig config, string? vrf, uint table)
    {
        var networks = new NetworkTable<string>();
        foreach (var (name, settings) in config.Interfaces)
        {
            if (settings.Vrf != vrf)
                continue;
            foreach (var address in settings.Addresses)
                networks.Add(address.Address, address.PrefixLength, name);
        }
        foreach (var (name, mesh) in config.Mesh.Where(m => m.Value.Vrf == vrf))
            networks.Add(mesh.Address.Address, mesh.Address.PrefixLength, name);
        foreach (var (destination, route, other, _) in Tables(config).Where(r => r.Vrf == vrf))
        {
            if (route is { Via: null, Interface: { } link } && (other == table || other == Route.MainTable))
                networks.Add(destination.BaseAddress, destination.PrefixLength, link);
        }
        return networks;
    }
}
