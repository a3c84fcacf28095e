using System.Net;
using System.Net.Sockets;
using Router.Core.Edges;
using Router.Core.State;
using Router.Core.Uplinks;
using Router.Documents;
using Router.Linux.Edges.Netlink;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Uplinks;

/// <summary>Uplinks of this network namespace.</summary>
public sealed class LinuxUplinkKernel : IUplinkKernel
{
    private const int IsThere = 17, IsGone = 3, IsNotThere = 2;

    /// <summary>
    /// Whose default routes say a gateway: all but our own choice. Full tables of routing protocols are not walked through.
    /// </summary>
    private static readonly byte[] Tellers =
    [
        Route.Protocol, RouteNetlink.ProtocolDhcp, RouteNetlink.ProtocolAdvertisement, RouteNetlink.ProtocolStatic,
        RouteNetlink.ProtocolBoot,
    ];

    private NetlinkListener? watch;

    public IReadOnlyDictionary<string, UplinkPath> Look(IReadOnlyCollection<string> links)
    {
        using var socket = NetlinkSocket.Route();
        var there = LinkList.Read(socket);
        var routes = Tellers.SelectMany(teller => Read(socket, teller)).Where(IsDefault).ToList();
        return links.ToDictionary(
            name => name, name => there.Find(link => link.Name == name) is { } link ? Path(link, routes) : UplinkPath.None);
    }

    public IReadOnlyList<string> Apply(IReadOnlyCollection<Route> routes)
    {
        using var socket = NetlinkSocket.Route();
        var refused = new List<string>();
        var there = Own(socket);
        var lacking = routes.Except(there).ToList();
        foreach (var route in lacking)
            Try(() => socket.Execute(Put(route, there), $"route {route.Destination}"), route, refused, IsThere);
        // One that was put may have taken another's place.
        var left = lacking.Count == 0 ? there : Own(socket);
        foreach (var route in left.Except(routes))
            Try(() => socket.Execute(Requests.RemoveRoute(Value(route)), $"remove route {route.Destination}"), route, refused, IsGone);
        return refused;
    }

    public void Forget(uint mark)
    {
        using var socket = NetlinkSocket.Netfilter();
        try
        {
            socket.Execute(ConnectionTracking.Flush(mark), "forget connections of an uplink");
        }
        catch (ApplyException exception) when (exception.Errno == IsNotThere)
        {
            // There were none.
        }
    }

    public Task<TimeSpan?> ProbeAsync(ProbeTarget target, string link, uint mark, TimeSpan patience, CancellationToken stopping) =>
        UplinkProbe.AskAsync(target, link, mark, patience, stopping);

    public void Watch(Action changed) => watch ??= new NetlinkListener(
        "uplink watch",
        NetlinkSocket.Events(
            RouteNetlink.GroupLink | RouteNetlink.GroupAddress4 | RouteNetlink.GroupAddress6 | RouteNetlink.GroupRoute4
            | RouteNetlink.GroupRoute6),
        (type, payload) =>
        {
            if (Matters(type, payload))
                changed();
        });

    public void Dispose() => watch?.Dispose();

    /// <summary>Routes to somewhere come and go by the thousand with routing protocols.</summary>
    private static bool Matters(ushort type, ReadOnlySpan<byte> payload) =>
        type is not (RouteNetlink.NewRoute or RouteNetlink.DelRoute)
        || (RouteMessage.TryDecode(payload, out var route) && route.PrefixLength == 0 && route.Protocol != UplinkRoutes.Protocol);

    private static UplinkPath Path(ObservedLink link, List<RouteMessage> routes)
    {
        var networks = link.Addresses.Concat(link.DynamicAddresses)
            .Where(address => !address.Address.IsIPv6LinkLocal && address.Peer is null)
            .Select(address => address.Network)
            .Where(network => network.PrefixLength < network.BaseAddress.GetAddressBytes().Length * 8)
            .Distinct().OrderBy(network => $"{network}", StringComparer.Ordinal);
        return new UplinkPath(
            link is { Up: true, Carrier: true }, Gateway(link.Index, routes, AddressFamily.InterNetwork),
            Gateway(link.Index, routes, AddressFamily.InterNetworkV6), [.. networks]);
    }

    private static UplinkGateway? Gateway(int link, List<RouteMessage> routes, AddressFamily family) => routes
        .Where(route => route.Family == Number(family))
        .OrderBy(route => route.Priority)
        .SelectMany(route => route.Hops.Count == 0 ? [(route.Link, route.Gateway)] : route.Hops.Select(hop => (hop.Link, hop.Gateway)))
        .Where(way => way.Link == link)
        .Select(way => new UplinkGateway(way.Gateway))
        .FirstOrDefault();

    private static byte Number(AddressFamily family) => (byte)(family == AddressFamily.InterNetwork ? 2 : Libc.IPv6Family);

    private static bool IsDefault(RouteMessage route) => route is { PrefixLength: 0, Type: RouteNetlink.TypeUnicast };

    private static List<Route> Own(NetlinkSocket socket)
    {
        var names = LinkList.Messages(socket, counters: false).ToDictionary(link => link.Index, link => link.Name);
        return [.. Read(socket, UplinkRoutes.Protocol).Select(route => RouteList.Value(route, names))];
    }

    private static List<RouteMessage> Read(NetlinkSocket socket, byte protocol)
    {
        var routes = new List<RouteMessage>();
        socket.Dump(() => Requests.ListRoutes(protocol), "list routes", routes.Clear, (type, payload) =>
        {
            if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var route) && route.Protocol == protocol)
                routes.Add(route);
        });
        return routes;
    }

    /// <summary>
    /// Of IPv6 nobody else's route has our metric. Of IPv4 the first one of ours comes in front of others', and there the next one takes
    /// its place. To add the new one and take away the old one would not do: where a route with one way is the first of one with several,
    /// the kernel takes away the former when it is told to take away the latter.
    /// </summary>
    private static NetlinkMessage Put(Route route, IEnumerable<Route> there) =>
        route.IsIPv6 || there.Any(other => other.Destination.Equals(route.Destination) && other.Table == route.Table)
            ? Requests.ReplaceRoute(Value(route))
            : Requests.PrependRoute(Value(route));

    private static RouteRequest Value(Route route) => KernelChanges.Value(route, UplinkRoutes.Protocol);

    private static void Try(Action change, Route route, List<string> refused, int harmless)
    {
        try
        {
            change();
        }
        catch (ApplyException exception) when (exception.Errno == harmless)
        {
            // That is what was wanted.
        }
        catch (ApplyException exception)
        {
            refused.Add($"{Core.Plans.PlanText.Subject(route)}: {exception.Reason}");
        }
    }
}
