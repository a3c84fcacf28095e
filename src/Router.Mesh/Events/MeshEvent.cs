using System.Net;
using Router.Wire.Nhrp;

namespace Router.Mesh.Events;

/// <summary>What a mesh machine is told.</summary>
public abstract record MeshEvent
{
    private MeshEvent()
    {
    }

    /// <summary>The machine starts, or starts again with what the kernel still has.</summary>
    public sealed record Started : MeshEvent;

    /// <summary>An NHRP packet came in; <paramref name="From"/> is the outer source address.</summary>
    public sealed record Received(IPAddress From, NhrpPacket Packet) : MeshEvent;

    /// <summary>The time that <see cref="MeshMachine.NextDeadline"/> named has come.</summary>
    public sealed record Elapsed : MeshEvent;

    /// <summary>The kernel has a packet for an overlay address without a neighbour entry.</summary>
    public sealed record NeighbourMissing(IPAddress Overlay) : MeshEvent;

    /// <summary>A packet went in from the mesh and out into it: its sender could take a shortcut. <paramref name="Head"/> is its start.</summary>
    public sealed record Hairpinned(IPAddress Source, IPAddress Destination, ReadOnlyMemory<byte> Head) : MeshEvent;

    /// <summary>The shortcut towards a prefix carried packets since it was last asked.</summary>
    public sealed record ShortcutUsed(IPNetwork Prefix) : MeshEvent;

    /// <summary>The machine is about to stop: registrations are taken back.</summary>
    public sealed record Stopping : MeshEvent;
}
