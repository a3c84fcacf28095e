using System.Net;
using Router.Core.State;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Netlink;

/// <summary>The routes of the main table that this daemon put there.</summary>
internal static class RouteList
{
    private const byte IPv6 = 10;
    private const uint DefaultPriorityIPv6 = 1024;

    public static List<Route> Read(NetlinkSocket socket, IReadOnlyList<ObservedLink> links)
    {
        var routes = new List<RouteMessage>();
        socket.Dump(() => Requests.ListRoutes(Route.Protocol), "list routes", routes.Clear, (type, payload) =>
        {
            if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var route)
                && route.Table == RouteNetlink.MainTable && route.Protocol == Route.Protocol)
                routes.Add(route);
        });
        var names = links.ToDictionary(link => link.Index, link => link.Name);
        return [.. routes.Select(route => Value(route, names))];
    }

    private static Route Value(RouteMessage route, Dictionary<int, string> names)
    {
        var blackhole = route.Type == RouteNetlink.TypeBlackhole;
        var destination = route.Destination ?? (route.Family == IPv6 ? IPAddress.IPv6Any : IPAddress.Any);
        var link = blackhole ? null : names.GetValueOrDefault(route.Link);
        uint? metric = route.Priority == 0 || (route.Family == IPv6 && route.Priority == DefaultPriorityIPv6) ? null : route.Priority;
        return new Route(new IPNetwork(destination, route.PrefixLength), route.Gateway, link, blackhole, metric);
    }
}
