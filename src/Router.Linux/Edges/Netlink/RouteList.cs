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
        socket.Dump(() => Requests.Dump(RouteNetlink.GetRoute), "list routes", routes.Clear, (type, payload) =>
        {
            if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var route)
                && route.Table == RouteNetlink.MainTable && route.Protocol == Route.Protocol)
                routes.Add(route);
        });
        return [.. routes.Select(route => Value(route, links))];
    }

    private static Route Value(RouteMessage route, IReadOnlyList<ObservedLink> links)
    {
        var blackhole = route.Type == RouteNetlink.TypeBlackhole;
        var destination = route.Destination ?? (route.Family == IPv6 ? IPAddress.IPv6Any : IPAddress.Any);
        var link = blackhole ? null : links.FirstOrDefault(l => l.Index == route.Link)?.Name;
        uint? metric = route.Priority == 0 || (route.Family == IPv6 && route.Priority == DefaultPriorityIPv6) ? null : route.Priority;
        return new Route(new IPNetwork(destination, route.PrefixLength), route.Gateway, link, blackhole, metric);
    }
}
