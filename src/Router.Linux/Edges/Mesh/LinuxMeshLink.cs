using System.Net;
using System.Net.Sockets;
using Router.Core.Edges;
using Router.Core.State;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Mesh;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Mesh;

/// <summary>One tunnel link with many ends (mGRE): see <see cref="IMeshLink"/>.</summary>
internal sealed class LinuxMeshLink : IMeshLink
{
    /// <summary>rtm_protocol of shortcuts, which belong to the mesh and not to the configuration.</summary>
    public const byte ShortcutProtocol = 85;

    /// <summary>rtm_protocol of routes by the hub in use.</summary>
    private const byte HubProtocol = 86;

    /// <summary>In front of BGP's 20 and of static routes over a mesh.</summary>
    private const uint ShortcutMetric = 10;
    private const byte NeighbourProtocol = 84;
    private const int NoSuchProcess = 3, NoEntry = 2, NetworkUnreachable = 101, HostUnreachable = 113;
    private const byte LocalRoute = 2;
    private const int MostWaiting = 8_192, FewestWaiting = 256;
    private const int SecondsWithoutDaemon = 30;

    private readonly string name;
    private readonly int index;
    private readonly int peers;
    private readonly NeighbourBatch neighbours;
    private readonly NetlinkSocket route;
    private readonly Lock gate = new();
    private readonly NhrpSocket sender;
    private readonly PeerMarks marks;
    private readonly NhrpOverIPv6? overIPv6;
    private readonly MeshPlace place;
    private readonly Action<LinuxMeshLink> closed;
    private NhrpCapture? capture;
    private ApplyException? refused;
    private bool ended;

    /// <exception cref="ApplyException">The kernel refused; nothing stays open.</exception>
    public LinuxMeshLink(MeshPlace place, int peers, Action<LinuxMeshLink> closed)
    {
        (this.place, name, index, this.peers, this.closed) = (place, place.Name, place.Index, peers, closed);
        marks = new PeerMarks(name);
        neighbours = new NeighbourBatch(index, NeighbourProtocol);
        route = NetlinkSocket.Route();
        try
        {
            sender = new NhrpSocket(index);
            Prepare();
            if (!place.OverIPv6)
                return;
            TunnelProgramLoader.Attach(route, name, index, place.Key, place.Ttl, place.Carrier);
            overIPv6 = new NhrpOverIPv6(name, place.Key);
        }
        catch
        {
            Close();
            throw;
        }
    }

    public int Index => index;

    public Action<MeshEvent>? Listener { get; private set; }

    public void Protect(IPAddress nbma)
    {
        if (overIPv6 is null)
            return;
        ProtectionOverIPv6.Set(name, place.Key, nbma);
        overIPv6.SendFrom(nbma);
    }

    public void Leave()
    {
        marks.Clear();
        if (overIPv6 is not null)
            ProtectionOverIPv6.Clear(name);
    }

    /// <summary>
    /// The kernel asks a program for neighbours and never the link, on which there is no ARP, and sends no redirects of its own. An entry
    /// that is in use ends a second after it was asked for, so for half a minute packets go on before the kernel asks: a daemon that was
    /// killed is back by then. Only after that it is known that a shortcut is in use, which is soon enough for renewing it.
    /// </summary>
    private void Prepare()
    {
        foreach (var (key, value) in new[]
        {
            ("app_solicit", "1"), ("ucast_solicit", "0"), ("mcast_solicit", "0"), ("delay_first_probe_time", $"{SecondsWithoutDaemon}"),
        })
        {
            Sysctl.Write($"net/ipv4/neigh/{name}/{key}", value);
            // A kernel may have been told to do without IPv6.
            if (Sysctl.Read($"net/ipv6/neigh/{name}/{key}") is not null)
                Sysctl.Write($"net/ipv6/neigh/{name}/{key}", value);
        }
        Sysctl.Write($"net/ipv4/conf/{name}/send_redirects", "0");
    }

    public KernelState Read()
    {
        lock (gate)
        {
            var neighbours = new List<KernelNeighbour>();
            route.Dump(NeighbourMessage.Dump, "list neighbours", neighbours.Clear, (type, payload) =>
            {
                if (type == NeighbourMessage.New && NeighbourMessage.TryDecode(payload, out var found)
                    && found is { LinkAddress: { } nbma, Protocol: NeighbourProtocol } && found.Link == index)
                    neighbours.Add(new KernelNeighbour(found.Destination!, nbma));
            });
            var shortcuts = new List<KernelShortcut>();
            route.Dump(() => Requests.ListRoutes(ShortcutProtocol), "list shortcuts", shortcuts.Clear, (type, payload) =>
            {
                if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var found)
                    && found is { Protocol: ShortcutProtocol, Destination: { } destination, Gateway: { } via } && found.Link == index)
                    shortcuts.Add(new KernelShortcut(new IPNetwork(destination, found.PrefixLength), via));
            });
            return new KernelState { Neighbours = [.. neighbours], Shortcuts = [.. shortcuts] };
        }
    }

    public void Listen(Action<MeshEvent> tell, Action rest)
    {
        Listener = tell;
        if (overIPv6 is not null)
            overIPv6.Listen(Math.Clamp(peers, FewestWaiting, MostWaiting), tell, rest);
        else
            capture = new NhrpCapture(name, Math.Clamp(peers, FewestWaiting, MostWaiting), tell, rest);
    }

    public void Send(IPAddress nbma, ReadOnlySpan<byte> packet, uint mark)
    {
        if (overIPv6 is not null)
            overIPv6.Send(nbma, packet);
        else
            sender.Send(nbma, packet, PeerMarks.Tag(mark));
    }

    public void SetNeighbour(IPAddress overlay, IPAddress nbma)
    {
        MakeRoom();
        neighbours.Set(overlay, nbma);
    }

    public void SetMark(IPAddress overlay, uint mark) => marks.Set(overlay, mark);

    public void RemoveNeighbour(IPAddress overlay)
    {
        MakeRoom();
        neighbours.Remove(overlay);
    }

    public void Flush()
    {
        SetNeighbours();
        sender.Flush();
        if (refused is not { } first)
            return;
        refused = null;
        throw first;
    }

    public void SetShortcut(IPNetwork prefix, IPAddress via, ushort mtu) =>
        Execute(Requests.ReplaceRouteOnLink(Shortcut(prefix, via), mtu), $"shortcut {prefix} via {via} on {name}");

    public void RemoveShortcut(IPNetwork prefix) =>
        Remove(Requests.RemoveRouteByAnyGateway(Shortcut(prefix, null)), $"remove shortcut {prefix} on {name}");

    public IReadOnlyList<HubRoute> ReadHubRoutes()
    {
        lock (gate)
        {
            var routes = new List<HubRoute>();
            route.Dump(() => Requests.ListRoutes(HubProtocol), "list routes by hubs", routes.Clear, (type, payload) =>
            {
                if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var found) && found.Protocol == HubProtocol
                    && found.Link == index)
                    routes.Add(new HubRoute(PrefixOf(found, found.Gateway ?? IPAddress.Any), found.Priority));
            });
            return routes;
        }
    }

    public void SetHubRoute(HubRoute route, IPAddress hub) =>
        Execute(Requests.ReplaceRouteOnLink(Request(route, hub), mtu: 0), $"route {route.Prefix} by hub {hub} on {name}");

    public void RemoveHubRoute(HubRoute route) =>
        Remove(Requests.RemoveRouteByAnyGateway(Request(route, null)), $"remove route {route.Prefix} on {name}");

    /// <summary>The default route is not what is behind us: nobody may draw the whole world here.</summary>
    public OverlayRoute Find(IPAddress destination)
    {
        RouteMessage? found = null;
        try
        {
            lock (gate)
            {
                route.Ask(Requests.FindRoute(destination, place.Vrf), $"find the route to {destination}", (type, payload) =>
                {
                    if (type == RouteNetlink.NewRoute && RouteMessage.TryDecode(payload, out var answer))
                        found = answer;
                });
            }
        }
        catch (ApplyException e) when (e.Errno is NetworkUnreachable or HostUnreachable or NoEntry)
        {
            return OverlayRoute.None;
        }
        if (found is null || (found.Link != index && found.PrefixLength == 0) || found.Type is not (LocalRoute or RouteNetlink.TypeUnicast))
            return OverlayRoute.None;
        var prefix = PrefixOf(found, destination);
        return found.Link == index
            ? new OverlayRoute(prefix, Local: found.Type == LocalRoute, found.Gateway)
            : new OverlayRoute(prefix, Local: true, null);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref ended, true))
            return;
        closed(this);
        Close();
    }

    /// <summary>What is open so far.</summary>
    private void Close()
    {
        capture?.Dispose();
        overIPv6?.Dispose();
        sender?.Dispose();
        lock (gate)
            route.Dispose();
    }

    /// <summary>The default route names no destination, only its family.</summary>
    private static IPNetwork PrefixOf(RouteMessage route, IPAddress sameFamily) =>
        new(
            route.Destination ?? (sameFamily.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any),
            route.PrefixLength);

    private void MakeRoom()
    {
        if (neighbours.IsFull)
            SetNeighbours();
    }

    /// <summary>All that wait. Of those that the kernel refuses the first is told at the next <see cref="Flush"/>.</summary>
    private void SetNeighbours()
    {
        if (neighbours.Count == 0)
            return;
        try
        {
            lock (gate)
                route.Execute(
                    neighbours,
                    "set neighbours",
                    (at, refusal) => refused ??= neighbours[at].Removed && IsGone(refusal)
                        ? null
                        : Named(neighbours[at].Destination, refusal));
        }
        catch (ApplyException exception)
        {
            refused ??= exception;
        }
        neighbours.Clear();
    }

    private ApplyException Named(IPAddress overlay, ApplyException refusal) =>
        new($"neighbour {overlay} on {name}", refusal.Errno, refusal.Reason);

    /// <summary>The kernel took it along with something else.</summary>
    private static bool IsGone(ApplyException refusal) => refusal.Errno is NoEntry or NoSuchProcess;

    private RouteRequest Shortcut(IPNetwork prefix, IPAddress? via) =>
        new(prefix.BaseAddress, prefix.PrefixLength, via, index, RouteNetlink.TypeUnicast, ShortcutMetric, ShortcutProtocol, place.Table);

    private RouteRequest Request(HubRoute route, IPAddress? hub) =>
        new(route.Prefix.BaseAddress, route.Prefix.PrefixLength, hub, index, RouteNetlink.TypeUnicast, route.Metric, HubProtocol);

    /// <summary>What came before goes before: a shortcut's neighbour is there when its route comes.</summary>
    private void Execute(NetlinkMessage message, string operation)
    {
        SetNeighbours();
        lock (gate)
            route.Execute(message, operation);
    }

    private void Remove(NetlinkMessage message, string operation)
    {
        try
        {
            Execute(message, operation);
        }
        catch (ApplyException e) when (IsGone(e))
        {
            // That is what was wanted.
        }
    }
}
