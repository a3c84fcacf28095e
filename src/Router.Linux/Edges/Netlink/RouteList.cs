using System.Net;
using Router.Core.State;
using Router.Core.Values;
using Router.Documents;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Netlink;

/// <summary>The routes that this daemon put there, and the rules that say which table is asked.</summary>
internal static class RouteList
{
    private const byte IPv6 = 10;
    public const uint DefaultPriorityIPv6 = 1024;

    public static List<Route> Read(NetlinkSocket socket, IReadOnlyList<ObservedLink> links)
    {
        var routes = new List<RouteMessage>();
        socket.Dump(() => Requests.ListRoutes(Route.Protocol), "list routes", routes.Clear, (type, payload) =>
        {
            if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var route) && route.Protocol == Route.Protocol)
                routes.Add(route);
        });
        var names = links.ToDictionary(link => link.Index, link => link.Name);
        return [.. routes.Select(route => Value(route, names))];
    }

    /// <summary>What DHCP clients and router advertisements say to be on a link itself, in the main table.</summary>
    public static ValueList<OnLinkNetwork> ReadOnLink(NetlinkSocket socket, ValueMap<string, ObservedLink> links)
    {
        var names = links.Values.ToDictionary(link => link.Index, link => link.Name);
        var found = new List<OnLinkNetwork>();
        foreach (var protocol in (byte[])[RouteNetlink.ProtocolDhcp, RouteNetlink.ProtocolAdvertisement])
        {
            var routes = new List<RouteMessage>();
            socket.Dump(() => Requests.ListRoutes(protocol), "list routes", routes.Clear, (type, payload) =>
            {
                if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var route) && route.Protocol == protocol
                    && route.SaysOnLink)
                    routes.Add(route);
            });
            found.AddRange(routes.Where(route => names.ContainsKey(route.Link))
                .Select(route => new OnLinkNetwork(names[route.Link], new IPNetwork(route.Destination!, route.PrefixLength))));
        }
        return [.. found];
    }

    public static List<RoutingRule> ReadRules(NetlinkSocket socket)
    {
        var rules = new List<RuleMessage>();
        socket.Dump(RuleMessage.List, "list routing rules", rules.Clear, (type, payload) =>
        {
            if (type == RuleMessage.NewRule && RuleMessage.TryDecode(payload, out var rule) && rule.Protocol == Route.Protocol)
                rules.Add(rule);
        });
        return [.. rules.Select(Value)];
    }

    private static RoutingRule Value(RuleMessage rule) => new(
        rule.IPv6, rule.Priority, rule.Table, Network(rule.Source, rule.SourceLength), rule.InputLink, rule.Mark)
    {
        Destination = Network(rule.Destination, rule.DestinationLength),
        Transport = rule.Transport,
        Ports = rule.FirstPort == 0 ? null : new PortRange(rule.FirstPort, rule.LastPort),
        WithoutDefault = rule.Suppress == 0,
    };

    private static IPNetwork? Network(IPAddress? address, int length) => address is null ? null : new IPNetwork(address, length);

    /// <summary>As the kernel reports it, whoever put it there; <paramref name="names"/> of links by their numbers.</summary>
    public static Route Value(RouteMessage route, Dictionary<int, string> names)
    {
        var type = route.Type switch
        {
            RouteNetlink.TypeBlackhole => RouteType.Blackhole,
            RouteNetlink.TypeUnreachable => RouteType.Unreachable,
            RouteNetlink.TypeProhibit => RouteType.Prohibit,
            _ => RouteType.Unicast,
        };
        var destination = route.Destination ?? (route.Family == IPv6 ? IPAddress.IPv6Any : IPAddress.Any);
        var link = type == RouteType.Unicast && route.Hops.Count == 0 ? names.GetValueOrDefault(route.Link) : null;
        uint? metric = route.Priority == 0 || (route.Family == IPv6 && route.Priority == DefaultPriorityIPv6) ? null : route.Priority;
        return new Route(new IPNetwork(destination, route.PrefixLength), route.Gateway, link, type, metric, route.Table)
        {
            OnLink = route.OnLink,
            NextHops = Route.InOrder(route.Hops.Select(
                hop => new NextHop(hop.Gateway, names.GetValueOrDefault(hop.Link), hop.Weight) { OnLink = hop.OnLink })),
        };
    }
}
