using Router.Core.State;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink.Queues;

namespace Router.Linux.Edges.Netlink;

/// <summary>What the queues of links have counted.</summary>
public static class QueueCounts
{
    /// <summary>The queue at the end of each of the links, by the link's name.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel cannot be asked.</exception>
    public static IReadOnlyDictionary<string, QueueMessage> Read(IEnumerable<ObservedLink> links)
    {
        using var socket = NetlinkSocket.Route();
        var names = links.ToDictionary(link => link.Index, link => link.Name);
        return ShapingList.Queues(socket)
            .Where(queue => queue.Parent == QueueMessage.Root && names.ContainsKey(queue.Link))
            .ToDictionary(queue => names[queue.Link]);
    }
}
