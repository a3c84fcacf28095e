using System.Globalization;
using Router.Core.State;
using Router.Documents;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Netlink;

/// <summary>The static neighbours that this daemon put there.</summary>
internal static class NeighbourList
{
    public static ValueList<Neighbour> Read(ValueMap<string, ObservedLink> links)
    {
        using var socket = NetlinkSocket.Route();
        var names = links.Values.ToDictionary(link => link.Index, link => link.Name);
        var found = new List<Neighbour>();
        socket.Dump(NeighbourMessage.Dump, "list neighbours", found.Clear, (type, payload) =>
        {
            if (type == NeighbourMessage.New && NeighbourMessage.TryDecode(payload, out var neighbour)
                && neighbour is { Protocol: Route.Protocol, State: NeighbourMessage.Permanent, Mac.Count: > 0 }
                && names.TryGetValue(neighbour.Link, out var link))
                found.Add(new Neighbour(link, neighbour.Destination!, Text(neighbour.Mac)));
        });
        return [.. found];
    }

    public static byte[] Bytes(string mac) =>
        [.. mac.Split(':').Select(part => byte.Parse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))];

    private static string Text(IEnumerable<byte> mac) =>
        string.Join(':', mac.Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
}
