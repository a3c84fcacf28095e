using Router.Core.Edges;
using Router.Core.State;
using Router.Documents;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Queues;

namespace Router.Linux.Edges.Netlink;

/// <summary>Queues and redirections of this daemon, and the queueing disciplines of others.</summary>
internal static class ShapingList
{
    private const int AlreadyThere = 17;

    public static ValueList<LinkShaping> Read(ValueMap<string, ObservedLink> links)
    {
        using var socket = NetlinkSocket.Route();
        var names = links.Values.ToDictionary(link => link.Index, link => link.Name);
        var found = new OrderedDictionary<string, LinkShaping>();
        foreach (var queue in Queues(socket))
        {
            if (!names.TryGetValue(queue.Link, out var link))
                continue;
            if (queue.IsOwn)
                found[link] = Of(link) with { Leaving = Value(queue.Options!) };
            else if (queue.IsForeign)
                found[link] = Of(link) with { Foreign = queue.Kind };
            else if (queue.Kind is "clsact" or "ingress" && Redirect(socket, queue.Link) is { } to && names.TryGetValue(to, out var target))
                found[link] = Of(link) with { Redirect = target };
        }
        return [.. found.Values];

        LinkShaping Of(string link) => found.TryGetValue(link, out var there) ? there : new LinkShaping(link, null, null);
    }

    public static List<QueueMessage> Queues(NetlinkSocket socket)
    {
        var queues = new List<QueueMessage>();
        socket.Dump(QueueMessage.List, "list queues", queues.Clear, (type, payload) =>
        {
            if (type == QueueMessage.New && QueueMessage.TryDecode(payload, out var queue))
                queues.Add(queue);
        });
        return queues;
    }

    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void SetQueue(NetlinkSocket socket, int link, CakeQueue? queue, string operation)
    {
        if (queue is not null)
            socket.Execute(QueueMessage.SetCake(link, Options(queue)), operation);
        else
            Go(socket, QueueMessage.Remove(link), operation);
    }

    /// <summary>The place of filters is made where there is none, and goes with the last of them.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void SetRedirect(NetlinkSocket socket, int link, int? to, string operation)
    {
        if (to is not { } target)
        {
            Go(socket, RedirectMessage.Remove(link), operation);
            RemoveEmpty(socket, link, operation);
            return;
        }
        try
        {
            socket.Execute(TrafficControl.AddClassifiers(link), operation);
        }
        catch (ApplyException exception) when (exception.Errno == AlreadyThere)
        {
        }
        try
        {
            socket.Execute(RedirectMessage.Set(link, target), operation);
        }
        catch (ApplyException)
        {
            RemoveEmpty(socket, link, operation);
            throw;
        }
    }

    private static void RemoveEmpty(NetlinkSocket socket, int link, string operation)
    {
        if (Filters(socket, link, leaving: false).Count + Filters(socket, link, leaving: true).Count == 0)
            Go(socket, RedirectMessage.RemoveClassifiers(link), operation);
    }

    /// <summary>What somebody else took away is gone as well.</summary>
    private static void Go(NetlinkSocket socket, NetlinkMessage request, string operation)
    {
        try
        {
            socket.Execute(request, operation);
        }
        catch (ApplyException exception) when (exception.Errno is Libc.NoEntry or Libc.Invalid)
        {
        }
    }

    private static int? Redirect(NetlinkSocket socket, int link) =>
        Filters(socket, link, leaving: false).Find(filter => filter is { IsOwn: true, To: not 0 })?.To;

    private static List<RedirectMessage> Filters(NetlinkSocket socket, int link, bool leaving)
    {
        var filters = new List<RedirectMessage>();
        socket.Dump(() => RedirectMessage.List(link, leaving), "list filters", filters.Clear, (type, payload) =>
        {
            if (type == RedirectMessage.New && RedirectMessage.TryDecode(payload, out var filter))
                filters.Add(filter);
        });
        return filters;
    }

    private static CakeOptions Options(CakeQueue queue) => new(
        (ulong)queue.Rate, (uint)queue.Tins, (uint)queue.Fairness, (uint)queue.Cells, queue.Overhead, (uint)queue.SmallestFrame,
        SeesNat: queue.Fairness != CakeFairness.Flows, queue.Arriving);

    public static CakeQueue Value(CakeOptions options) => new((long)options.Rate)
    {
        Tins = (CakeTins)options.Tins,
        Fairness = (CakeFairness)options.Flows,
        Cells = (CakeCells)options.Cells,
        Overhead = options.Overhead,
        SmallestFrame = (int)options.SmallestFrame,
        Arriving = options.Arriving,
    };
}
