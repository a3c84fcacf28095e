using System.Net;
using System.Net.Sockets;
using Router.Core.Edges;
using Router.Core.Forecasts;
using Router.Core.State;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Netlink;

/// <summary>Asks the kernel how it reaches addresses, each once. In the network namespace of the calling thread.</summary>
public sealed class WayFinder(IEnumerable<ObservedLink> links) : IDisposable
{
    /// <summary>RTPROT_KERNEL: routes that come with addresses.</summary>
    private const byte Kernel = 2;

    private readonly NetlinkSocket socket = NetlinkSocket.Route();
    private readonly Dictionary<int, string> names = links.ToDictionary(link => link.Index, link => link.Name);
    private readonly Dictionary<IPAddress, Way?> found = [];

    /// <summary>Null: not at all.</summary>
    public Way? Find(IPAddress address)
    {
        if (!found.TryGetValue(address, out var way))
            found[address] = way = Ask(address);
        return way;
    }

    public void Dispose() => socket.Dispose();

    private Way? Ask(IPAddress address)
    {
        RouteMessage? route = null;
        try
        {
            socket.Ask(RouteLookup.Entry(address, null, 0, 0), "find a route", (type, payload) =>
            {
                if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var answer))
                    route = answer;
            });
        }
        catch (ApplyException)
        {
            // No way there is an answer as well.
            return null;
        }
        if (route is null || !names.TryGetValue(route.Link, out var link))
            return null;
        var any = route.Family == (byte)AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        var origin =
            route.Protocol switch { Kernel => WayOrigin.Connected, Route.Protocol => WayOrigin.Configured, _ => WayOrigin.Learned };
        return new Way(link, new IPNetwork(route.Destination ?? any, route.PrefixLength), origin);
    }
}
