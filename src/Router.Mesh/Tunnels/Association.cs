using System.Net;

namespace Router.Mesh.Tunnels;

/// <summary>
/// A pair of security associations with a peer that carries its tunnel packets. Its numbers are charon's: <paramref name="Id"/> changes
/// when it is rekeyed, <paramref name="Ike"/> when the negotiation that it belongs to is.
/// </summary>
/// <param name="Local">Our end on the underlay.</param>
/// <param name="Identity">Who the peer proved to be.</param>
/// <param name="Ours">We began the negotiation.</param>
/// <param name="Encapsulated">In UDP, because a NAT is on the way.</param>
/// <param name="PeerBehindNat">Others may be behind that NAT too, at the same address.</param>
/// <param name="Mark">The mark of packets that are to take it; 0: it takes those without one.</param>
public sealed record Association(
    uint Id, uint Ike, IPAddress Local, IPAddress Nbma, string Identity,
    bool Ours, bool Encapsulated, bool PeerBehindNat = false, uint Mark = 0);
