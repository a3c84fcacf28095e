using System.Net;
using Router.Mesh.Events;

namespace Router.Mesh.Tunnels;

/// <summary>What the keeper of tunnels wants done, in this order.</summary>
public abstract record TunnelEffect
{
    private TunnelEffect()
    {
    }

    /// <summary>Load the connection to this peer, and bring it up without waiting for it.</summary>
    /// <param name="Nbma">Where it is.</param>
    /// <param name="BetweenNats">Both are behind one: the same port at either end, so that what one sends opens its NAT for what the other
    /// does.</param>
    /// <param name="Yields">Not while the peer negotiates with us: then <see cref="TunnelKeeper.Begun"/>.</param>
    public sealed record Initiate(IPAddress Nbma, bool BetweenNats = false, bool Yields = false) : TunnelEffect;

    /// <summary>Send something there from the port of NAT traversal.</summary>
    public sealed record Open(IPAddress Nbma) : TunnelEffect;

    /// <summary>
    /// Who comes from this address from now on, where a NAT is, gets a mark of its own, which tells its packets from those of others there.
    /// </summary>
    public sealed record Share(IPAddress Nbma) : TunnelEffect;

    /// <summary>Nobody is there any more.</summary>
    public sealed record Unshare(IPAddress Nbma) : TunnelEffect;

    /// <summary>End one negotiation with all that belongs to it, without waiting for the peer.</summary>
    public sealed record Terminate(uint Ike) : TunnelEffect;

    /// <summary>New keys for this tunnel, whoever began it.</summary>
    public sealed record Rekey(uint Id) : TunnelEffect;

    /// <summary>Stop trying, and forget the connection to this peer; what is up of it stays.</summary>
    public sealed record Abandon(IPAddress Nbma) : TunnelEffect;

    public sealed record Tell(MeshEvent Event) : TunnelEffect;

    /// <summary>For people.</summary>
    public sealed record Happened(string Subject, string What) : TunnelEffect;
}
