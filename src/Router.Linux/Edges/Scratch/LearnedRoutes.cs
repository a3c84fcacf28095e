using System.Net;
using Router.Core.Edges;
using Router.Core.Flows;
using Router.Core.State;
using Router.Core.Uplinks;
using Router.Documents;
using Router.Linux.Edges.Netlink;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Scratch;

/// <summary>What this machine has that no document says, in the network namespace of the calling thread.</summary>
public static class LearnedRoutes
{
    /// <summary>RTPROT_KERNEL: routes that come with addresses.</summary>
    private const byte Kernel = 2;

    /// <exception cref="ApplyException">The kernel cannot be asked.</exception>
    public static Learned Read(IReadOnlyList<ObservedLink> links)
    {
        using var socket = NetlinkSocket.Route();
        var found = new List<RouteMessage>();
        socket.Dump(() => Requests.ListRoutes(0), "list routes", found.Clear, (type, payload) =>
        {
            if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var route) && IsLearned(route))
                found.Add(route);
        });
        var names = links.ToDictionary(link => link.Index, link => link.Name);
        return new Learned(
            [.. found.Where(route => IsOver(route, names)).Select(route => RouteList.Value(route, names))],
            links.Where(link => link.DynamicAddresses.Count > 0)
                .Select(link => KeyValuePair.Create(link.Name, link.DynamicAddresses))
                .ToValueMap());
    }

    /// <summary>The link that the kernel reaches an address by; null: by none.</summary>
    public static string? LinkTo(IPAddress address)
    {
        using var socket = NetlinkSocket.Route();
        var index = 0;
        try
        {
            socket.Ask(RouteLookup.Way(address), "find a route", (type, payload) =>
            {
                if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var route))
                    index = route.Link;
            });
        }
        catch (ApplyException)
        {
            // No way there is an answer as well.
            return null;
        }
        return LinkList.Read(socket).Find(link => link.Index == index)?.Name;
    }

    /// <summary>What the choice of uplinks put there counts in its own tables too.</summary>
    private static bool IsLearned(RouteMessage route) =>
        route.Protocol is not Kernel and not Route.Protocol && route.Type == RouteNetlink.TypeUnicast
        && (route.Table == RouteNetlink.MainTable || route.Protocol == UplinkRoutes.Protocol);

    private static bool IsOver(RouteMessage route, Dictionary<int, string> names) =>
        route.Hops.Count == 0 ? names.ContainsKey(route.Link) : route.Hops.All(hop => names.ContainsKey(hop.Link));
}
