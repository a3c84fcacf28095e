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
    public sealed record Initiate(IPAddress Nbma) : TunnelEffect;

    /// <summary>End one negotiation with all that belongs to it, without waiting for the peer.</summary>
    public sealed record Terminate(uint Ike) : TunnelEffect;

    /// <summary>Stop trying, and forget the connection to this peer; what is up of it stays.</summary>
    public sealed record Abandon(IPAddress Nbma) : TunnelEffect;

    public sealed record Tell(MeshEvent Event) : TunnelEffect;

    /// <summary>For people.</summary>
    public sealed record Happened(string Subject, string What) : TunnelEffect;
}
