using System.Net;
using Router.Wire.Nhrp;

namespace Router.Mesh.Events;

/// <summary>
/// What a mesh machine wants done, in this order. All but <see cref="Send"/>, <see cref="Resend"/> and <see cref="Tell"/> may come twice.
/// </summary>
public abstract record MeshEffect
{
    private MeshEffect()
    {
    }

    /// <summary>Send to an underlay address. <paramref name="Peer"/>: who is meant, where several peers behind one NAT share it.</summary>
    public sealed record Send(IPAddress Nbma, NhrpPacket Packet, IPAddress? Peer = null) : MeshEffect
    {
        /// <summary>The packet as it goes over the wire; empty: it was not encoded yet.</summary>
        public ReadOnlyMemory<byte> Wire { get; init; }
    }

    /// <summary>An answer of before, to the same question. <paramref name="Wire"/> holds until the next event.</summary>
    public sealed record Resend(IPAddress Nbma, ReadOnlyMemory<byte> Wire, IPAddress Peer) : MeshEffect;

    /// <summary>Sets or replaces.</summary>
    public sealed record SetNeighbour(IPAddress Overlay, IPAddress Nbma) : MeshEffect;

    public sealed record RemoveNeighbour(IPAddress Overlay) : MeshEffect;

    /// <summary>
    /// A route for the prefix through the peer, whose neighbour entry is there already; it replaces a shortcut for the same
    /// prefix. <paramref name="Mtu"/> as the peer said it, 0: it did not.
    /// </summary>
    public sealed record AddShortcut(IPNetwork Prefix, IPAddress Via, ushort Mtu = 0) : MeshEffect;

    public sealed record RemoveShortcut(IPNetwork Prefix) : MeshEffect;

    /// <summary>
    /// Bring IPsec up with this underlay address; answered by <see cref="MeshEvent.PeerSecured"/> or <see cref="MeshEvent.PeerLost"/>.
    /// </summary>
    public sealed record Secure(IPAddress Nbma, Beginner Beginner = Beginner.We) : MeshEffect;

    /// <summary>A packet came from there by IPsec that is not said to be up yet.</summary>
    public sealed record Heard(IPAddress Nbma) : MeshEffect;

    /// <summary>
    /// IPsec with this address, brought up for us, is needed no longer; <see cref="MeshEvent.PeerLost"/> says when it is gone.
    /// </summary>
    public sealed record Release(IPAddress Nbma) : MeshEffect;

    /// <summary>Look a hub's name up; answered by <see cref="MeshEvent.NameResolved"/>.</summary>
    public sealed record Resolve(string Name) : MeshEffect;

    /// <summary>The hub that traffic without a shortcut should take from now on; null: none is registered.</summary>
    public sealed record PreferHub(IPAddress? Overlay) : MeshEffect;

    /// <summary>Something people want to know; never at a rate that an attacker chooses.</summary>
    public sealed record Tell(string Subject, string What) : MeshEffect;
}
