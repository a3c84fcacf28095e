using System.Collections.Concurrent;
using System.Net;
using Router.Core.Edges;
using Router.Core.State;
using Router.Mesh;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Wire.Nhrp;

namespace Router.Daemon.Tests.Fakes;

/// <summary>Links in memory: what a mesh did to its link is there to be looked at, and a test tells what the link hears.</summary>
internal sealed class FakeMeshKernel : IMeshKernel
{
    private Action changed = () => { };

    public Dictionary<string, MeshLinkState> Links { get; } = [];

    public List<FakeMeshLink> Opened { get; } = [];

    /// <summary>What every link that is opened finds in the kernel.</summary>
    public KernelState Left { get; set; } = new();

    public MeshLinkState? Look(string link) => Links.GetValueOrDefault(link);

    public IMeshLink Open(string link, int peers)
    {
        var opened = new FakeMeshLink(link, Left);
        Opened.Add(opened);
        return opened;
    }

    public void Watch(Action changed) => this.changed = changed;

    public void Change() => changed();

    public bool Disposed { get; private set; }

    public void Dispose() => Disposed = true;
}

internal sealed class FakeMeshLink(string name, KernelState left) : IMeshLink
{
    private Action<MeshEvent>? told;
    private Action? rested;

    public string Name => name;

    public bool Disposed { get; private set; }

    public List<(IPAddress Nbma, NhrpPacket Packet)> Sent { get; } = [];

    public Dictionary<IPAddress, IPAddress> Neighbours { get; } = [];

    public Dictionary<IPAddress, uint> Marks { get; } = [];

    public Dictionary<IPNetwork, IPAddress> Shortcuts { get; } = [];

    /// <summary>The kernel refuses neighbours, as when its table is full.</summary>
    public bool IsFull { get; set; }

    public KernelState Read() => left;

    public void Listen(Action<MeshEvent> tell, Action rest) => (told, rested) = (tell, rest);

    public void Tell(MeshEvent happened)
    {
        told!(happened);
        rested!();
    }

    /// <summary>As <see cref="Tell"/>, where somebody listens.</summary>
    public void TryTell(MeshEvent happened)
    {
        told?.Invoke(happened);
        rested?.Invoke();
    }

    public void Flush()
    {
    }

    public void Send(IPAddress nbma, ReadOnlySpan<byte> packet, uint mark)
    {
        Assert.True(NhrpPacket.TryDecode(packet, out var sent, out _));
        Sent.Add((nbma, sent));
    }

    public void Protect(IPAddress nbma)
    {
    }

    public void Leave()
    {
    }

    public void SetMark(IPAddress overlay, uint mark)
    {
        if (mark != 0)
            Marks[overlay] = mark;
        else
            Marks.Remove(overlay);
    }

    public void SetNeighbour(IPAddress overlay, IPAddress nbma)
    {
        if (IsFull)
            throw new ApplyException($"neighbour {overlay}", 105, "No buffer space available");
        Neighbours[overlay] = nbma;
    }

    public void RemoveNeighbour(IPAddress overlay) => Neighbours.Remove(overlay);

    public void SetShortcut(IPNetwork prefix, IPAddress via, ushort mtu) => Shortcuts[prefix] = via;

    public void RemoveShortcut(IPNetwork prefix) => Shortcuts.Remove(prefix);

    public ConcurrentDictionary<HubRoute, IPAddress> HubRoutes { get; } = [];

    public IReadOnlyList<HubRoute> ReadHubRoutes() => [.. HubRoutes.Keys];

    public void SetHubRoute(HubRoute route, IPAddress hub) => HubRoutes[route] = hub;

    public void RemoveHubRoute(HubRoute route) => HubRoutes.TryRemove(route, out _);

    public OverlayRoute Find(IPAddress destination) => OverlayRoute.None;

    public void Dispose() => Disposed = true;
}
