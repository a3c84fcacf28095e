using System.Net;
using Router.Core.State;
using Router.Documents;
using Router.Mesh.Events;

namespace Router.Mesh.Ports;

/// <summary>The kernel's side of one mesh: its tunnel link, with neighbour entries and shortcut routes.</summary>
public interface IMeshLink : IOverlayRoutes, IDisposable
{
    /// <summary>What of this mesh the kernel has, left by a daemon before this one.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel cannot be asked.</exception>
    KernelState Read();

    /// <summary>From now on packets, missing neighbours and turned-around packets are told, on threads of their own.</summary>
    /// <param name="tell">A packet that arrived is good until it returns.</param>
    /// <param name="rest">Called behind the last of the packets that arrived together: time to <see cref="Flush"/>.</param>
    /// <exception cref="Core.Edges.ApplyException">The link is down, or captures are not allowed.</exception>
    void Listen(Action<MeshEvent> tell, Action rest);

    /// <summary>Tunnels go out from this address of ours from now on, which is the one that IPsec protects.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel refused.</exception>
    void Protect(IPAddress nbma);

    /// <summary>The mesh is given up: nothing is done to packets of tunnels any more.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel refused.</exception>
    void Leave();

    /// <summary>May wait for <see cref="Flush"/>. Packets that the link cannot take are lost, as on any wire.</summary>
    /// <param name="nbma">The peer's underlay address.</param>
    /// <param name="packet">NHRP.</param>
    /// <param name="mark">Which of several peers behind one NAT is meant; 0: there is one.</param>
    void Send(IPAddress nbma, ReadOnlySpan<byte> packet, uint mark);

    /// <summary>May wait for <see cref="Flush"/> or the next change of another kind; what was asked for before is there before.</summary>
    void SetNeighbour(IPAddress overlay, IPAddress nbma);

    /// <summary>May wait likewise. One that is not there is gone already.</summary>
    void RemoveNeighbour(IPAddress overlay);

    /// <summary>Packets by this peer get the mark of its tunnel; 0: none.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel refused.</exception>
    void SetMark(IPAddress overlay, uint mark);

    /// <summary>What waits goes now: neighbours, and then packets.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel refused a neighbour; all others are set.</exception>
    void Flush();

    /// <param name="mtu">Bytes; 0: the link's.</param>
    /// <exception cref="Core.Edges.ApplyException">The kernel refused.</exception>
    void SetShortcut(IPNetwork prefix, IPAddress via, ushort mtu);

    /// <summary>One that is not there is gone already.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel refused.</exception>
    void RemoveShortcut(IPNetwork prefix);

    /// <summary>Routes by hubs that the kernel has, left by a daemon before this one.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel cannot be asked.</exception>
    IReadOnlyList<HubRoute> ReadHubRoutes();

    /// <summary>A network behind the mesh is reached by this hub, in place of another one.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel refused.</exception>
    void SetHubRoute(HubRoute route, IPAddress hub);

    /// <summary>One that is not there is gone already.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel refused.</exception>
    void RemoveHubRoute(HubRoute route);
}

/// <summary>The kernel, as meshes need it.</summary>
public interface IMeshKernel : IDisposable
{
    /// <summary>A link's number and the addresses it has; null: there is no such link, or it is down.</summary>
    MeshLinkState? Look(string link);

    /// <summary>Takes a tunnel link over: the kernel asks here for neighbours that it does not know.</summary>
    /// <param name="peers">How many peers may register here, at once if it must be: buffers are sized for them.</param>
    /// <exception cref="Core.Edges.ApplyException">There is no such link, or it cannot be had.</exception>
    IMeshLink Open(string link, int peers);

    /// <summary>Told whenever a link or an address came, went or changed.</summary>
    void Watch(Action changed);
}

/// <summary>A link that is up, by its number, with its addresses but for those that are good on it alone.</summary>
public sealed record MeshLinkState(int Index, ValueList<IPAddress> Addresses);
