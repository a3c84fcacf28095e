using System.Net;
using Router.Wire.Nhrp;

namespace Router.Mesh.Events;

/// <summary>What a mesh machine wants done, in this order.</summary>
public abstract record MeshEffect
{
    private MeshEffect()
    {
    }

    /// <summary>Send to an underlay address.</summary>
    public sealed record Send(IPAddress Nbma, NhrpPacket Packet) : MeshEffect;

    public sealed record SetNeighbour(IPAddress Overlay, IPAddress Nbma) : MeshEffect;

    public sealed record RemoveNeighbour(IPAddress Overlay) : MeshEffect;

    /// <summary>A route for the prefix through the peer, whose neighbour entry is there already.</summary>
    public sealed record AddShortcut(IPNetwork Prefix, IPAddress Via) : MeshEffect;

    public sealed record RemoveShortcut(IPNetwork Prefix) : MeshEffect;

    /// <summary>Something people want to know; never at a rate that an attacker chooses.</summary>
    public sealed record Tell(string Subject, string What) : MeshEffect;
}
