using System.Net;
using Router.Core.State;
using Router.Mesh;
using Router.Mesh.Events;
using Router.Mesh.Ports;

namespace Router.Daemon.Tests.Fakes;

/// <summary>By hand: a proxy cannot hand spans on.</summary>
internal sealed class FaultyMeshLink(IMeshLink link, Fault fault) : IMeshLink
{
    public KernelState Read() => At(nameof(Read)).Read();

    public void Listen(Action<MeshEvent> tell, Action rest) => At(nameof(Listen)).Listen(tell, rest);

    public void Protect(IPAddress nbma) => At(nameof(Protect)).Protect(nbma);

    public void Leave() => At(nameof(Leave)).Leave();

    public void Send(IPAddress nbma, ReadOnlySpan<byte> packet, uint mark) => At(nameof(Send)).Send(nbma, packet, mark);

    public void SetNeighbour(IPAddress overlay, IPAddress nbma) => At(nameof(SetNeighbour)).SetNeighbour(overlay, nbma);

    public void RemoveNeighbour(IPAddress overlay) => At(nameof(RemoveNeighbour)).RemoveNeighbour(overlay);

    public void SetMark(IPAddress overlay, uint mark) => At(nameof(SetMark)).SetMark(overlay, mark);

    public void Flush() => At(nameof(Flush)).Flush();

    public void SetShortcut(IPNetwork prefix, IPAddress via, ushort mtu) => At(nameof(SetShortcut)).SetShortcut(prefix, via, mtu);

    public void RemoveShortcut(IPNetwork prefix) => At(nameof(RemoveShortcut)).RemoveShortcut(prefix);

    public IReadOnlyList<HubRoute> ReadHubRoutes() => At(nameof(ReadHubRoutes)).ReadHubRoutes();

    public void SetHubRoute(HubRoute route, IPAddress hub) => At(nameof(SetHubRoute)).SetHubRoute(route, hub);

    public void RemoveHubRoute(HubRoute route) => At(nameof(RemoveHubRoute)).RemoveHubRoute(route);

    public OverlayRoute Find(IPAddress destination) => At(nameof(Find)).Find(destination);

    public void Dispose() => At(nameof(Dispose)).Dispose();

    private IMeshLink At(string method)
    {
        fault.Check($"{nameof(IMeshLink)}.{method}");
        return link;
    }
}
