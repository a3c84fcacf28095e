using System.Net;
using Router.Documents;
using Router.Mesh.Machine;
using Router.Wire.Nhrp;

namespace Router.Mesh.Events;

/// <summary>What a mesh machine is told.</summary>
public abstract record MeshEvent
{
    private MeshEvent()
    {
    }

    /// <summary>The machine starts, or starts again with what the kernel still has.</summary>
    public sealed record Started(KernelState? Kernel = null) : MeshEvent;

    /// <summary>Bytes came in with NHRP's protocol number; <paramref name="From"/> is the outer source address.</summary>
    public sealed record Arrived(IPAddress From, ReadOnlyMemory<byte> Wire) : MeshEvent;

    /// <summary>The same, decoded already.</summary>
    public sealed record Received(IPAddress From, NhrpPacket Packet) : MeshEvent;

    /// <summary>The time that <see cref="MeshMachine.NextDeadline"/> named has come.</summary>
    public sealed record Elapsed : MeshEvent;

    /// <summary>The kernel has a packet for an overlay address without a neighbour entry.</summary>
    public sealed record NeighbourMissing(IPAddress Overlay) : MeshEvent;

    /// <summary>
    /// A packet went in from the mesh and out into it: its sender could take a shortcut. <paramref name="Head"/> is its start.
    /// </summary>
    public sealed record Hairpinned(IPAddress Source, IPAddress Destination, ReadOnlyMemory<byte> Head) : MeshEvent;

    /// <summary>The shortcut towards a prefix carried packets since it was last asked.</summary>
    public sealed record ShortcutUsed(IPNetwork Prefix) : MeshEvent;

    /// <summary>A hub's name was looked up; empty: it leads nowhere.</summary>
    public sealed record NameResolved(string Name, ValueList<IPAddress> Addresses) : MeshEvent;

    /// <summary>IPsec with the underlay address is up, and this IKE identity proved to be there. Rekeying says nothing.</summary>
    /// <param name="Nbma">Where it is, perhaps with others behind one NAT.</param>
    /// <param name="Identity">Whose key was proven.</param>
    /// <param name="Mark">What packets to it are to be marked with; 0: nothing.</param>
    public sealed record PeerSecured(IPAddress Nbma, string Identity, uint Mark = 0) : MeshEvent;

    /// <summary>IPsec with the underlay address ended, or did not come up; where peers share it, for this identity alone.</summary>
    public sealed record PeerLost(IPAddress Nbma, string Reason, string? Identity = null) : MeshEvent;

    /// <summary>Our own address on the underlay changed.</summary>
    public sealed record UnderlayChanged(IPAddress Nbma) : MeshEvent;

    /// <summary>Somebody at the console wants this overlay address, or everything, forgotten and learned again.</summary>
    public sealed record PurgeAsked(IPAddress? Overlay) : MeshEvent;

    /// <summary>The machine is about to stop: registrations are taken back, and what others learned from us.</summary>
    public sealed record Stopping : MeshEvent;
}

/// <summary>What the kernel and IPsec have of this mesh: what a daemon that was killed left behind.</summary>
public sealed record KernelState
{
    public ValueList<KernelNeighbour> Neighbours { get; init; } = [];

    public ValueList<KernelShortcut> Shortcuts { get; init; } = [];

    public ValueList<SecuredPeer> Secured { get; init; } = [];
}

public sealed record KernelNeighbour(IPAddress Overlay, IPAddress Nbma);

public sealed record KernelShortcut(IPNetwork Prefix, IPAddress Via);

public sealed record SecuredPeer(IPAddress Nbma, string Identity, uint Mark = 0);
