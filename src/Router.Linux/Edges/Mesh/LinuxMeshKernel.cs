using System.Collections.Concurrent;
using System.Net;
using Router.Core.Edges;
using Router.Core.Rulesets;
using Router.Documents;
using Router.Linux.Edges.Netlink;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Mesh;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Mesh;

/// <summary>The tunnel links of this network namespace, and what the kernel tells of all of them.</summary>
public sealed class LinuxMeshKernel : IMeshKernel
{
    private const int HeadLength = 128;

    /// <summary>How long the end of a closed reader may be waited for, and how often it is looked at.</summary>
    private const int ReaderGoneMilliseconds = 1000, ReaderPauseMilliseconds = 10;

    private readonly ConcurrentDictionary<int, LinuxMeshLink> links = [];
    private readonly List<IDisposable> listeners = [];
    private readonly Lock gate = new();
    private Action changed = () => { };
    private bool listening;

    public MeshLinkState? Look(string link)
    {
        using var socket = NetlinkSocket.Route();
        var found = LinkList.Read(socket).Find(l => l.Name == link);
        return found is { Up: true } ? new MeshLinkState(found.Index, Usable(socket, found.Index)) : null;
    }

    /// <summary>
    /// Not those that IPv6 still looks for duplicates of: what is sent meanwhile goes out from any other address of the router. The
    /// kernel tells when it is done.
    /// </summary>
    private static ValueList<IPAddress> Usable(NetlinkSocket socket, int link)
    {
        var addresses = new List<IPAddress>();
        socket.Dump(() => Requests.ListAddresses(), "list addresses", addresses.Clear, (type, payload) =>
        {
            if (type == RouteNetlink.NewAddress && AddressMessage.TryDecode(payload, out var address) && address.Link == link
                && (address.Flags & (RouteNetlink.AddressTentative | RouteNetlink.AddressDuplicate)) == 0
                && !address.Address.IsIPv6LinkLocal)
                addresses.Add(address.Address);
        });
        return [.. addresses];
    }

    public IMeshLink Open(string link, int peers)
    {
        MeshPlace place;
        using (var socket = NetlinkSocket.Route())
            place = MeshPlace.Find(link, LinkList.Read(socket))
                ?? throw new ApplyException($"open mesh {link}", 19, "there is no such link");
        ListenOnce();
        var opened = new LinuxMeshLink(place, peers, gone => links.TryRemove(new(gone.Index, gone)));
        links[place.Index] = opened;
        return opened;
    }

    public void Watch(Action changed)
    {
        this.changed = changed;
        lock (gate)
        {
            listeners.Add(new NetlinkListener(
                "link events",
                NetlinkSocket.Events(RouteNetlink.GroupLink | RouteNetlink.GroupAddress4 | RouteNetlink.GroupAddress6),
                (type, _) =>
                {
                    if (type is RouteNetlink.NewLink or RouteNetlink.DelLink or RouteNetlink.NewAddress or RouteNetlink.DelAddress)
                        this.changed();
                }));
        }
    }

    public void Dispose()
    {
        foreach (var link in links.Values)
            link.Dispose();
        lock (gate)
        {
            listeners.ForEach(listener => listener.Dispose());
            listeners.Clear();
            listening = false;
        }
    }

    /// <summary>A router without a mesh listens to nothing.</summary>
    private void ListenOnce()
    {
        lock (gate)
        {
            if (listening)
                return;
            // Both or none: what is tried again must not find one of them there.
            var redirects = PacketLogSocket();
            NetlinkListener neighbours;
            try
            {
                neighbours = new NetlinkListener("mesh neighbours", NeighbourQuestions(), Neighbour);
            }
            catch
            {
                redirects.Dispose();
                throw;
            }
            listeners.Add(neighbours);
            listeners.Add(new NetlinkListener("mesh redirects", redirects, Turned));
            listening = true;
        }
    }

    /// <summary>What the daemon itself sets comes back in the same group, thousands of times a second at a busy hub.</summary>
    private static NetlinkSocket NeighbourQuestions()
    {
        var socket = NetlinkSocket.Events(NeighbourMessage.Group);
        socket.Only(NeighbourMessage.Get);
        return socket;
    }

    internal static NetlinkSocket PacketLogSocket()
    {
        var socket = NetlinkSocket.NetfilterForLong();
        try
        {
            const string operation = "read the packet log";
            BindOnceFree(socket, operation);
            socket.Execute(PacketLog.CopyMode(PacketGroups.Redirects, HeadLength), operation);
            socket.Execute(PacketLog.Threshold(PacketGroups.Redirects, 1), operation);
            return socket;
        }
        catch (ApplyException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A group has one reader, and the kernel says EPERM to a second. One that was closed may be there a moment longer: a program that is
    /// being started holds a copy of every socket until it runs.
    /// </summary>
    private static void BindOnceFree(NetlinkSocket socket, string operation)
    {
        var until = Environment.TickCount64 + ReaderGoneMilliseconds;
        while (true)
        {
            try
            {
                socket.Execute(PacketLog.Bind(PacketGroups.Redirects), operation);
                return;
            }
            catch (ApplyException error) when (error.Errno == Libc.NotPermitted && Environment.TickCount64 < until)
            {
                Thread.Sleep(ReaderPauseMilliseconds);
            }
        }
    }

    private void Neighbour(ushort type, ReadOnlySpan<byte> payload)
    {
        if (type == NeighbourMessage.Get && NeighbourMessage.TryDecode(payload, out var asked)
            && links.TryGetValue(asked.Link, out var link))
            link.Listener?.Invoke(new MeshEvent.NeighbourMissing(asked.Destination!));
    }

    private void Turned(ushort type, ReadOnlySpan<byte> payload)
    {
        if (PacketLog.TryDecode(type, payload, out var output, out var head) && links.TryGetValue(output, out var link)
            && OffendingPacket.TryAddresses(head, out var source, out var destination))
            link.Listener?.Invoke(new MeshEvent.Hairpinned(source, destination, head.ToArray()));
    }
}
