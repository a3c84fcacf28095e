using System.Net;
using Router.Documents;

namespace Router.Core.State.Links;

/// <summary>Keys in base64; port 0: whichever. Its words for people never hold a key.</summary>
public sealed record WireGuardLink(string PrivateKey, int Port, ValueList<WireGuardPeer> Peers) : LinkSettings
{
    private const int Mtu = 1420;

    public override string Kind => "wireguard";

    public override string Details => $"{(Port == 0 ? "" : $"port {Port} ")}with {Peers.Count} peer{(Peers.Count == 1 ? "" : "s")}";

    public override IEnumerable<OuterFlow> Tunnels => Peers.Select(Tunnel);

    /// <summary>A peer may be called from elsewhere than the document says, and is the same peer.</summary>
    public override IEnumerable<OuterFlow> TunnelsEndedBy(LinkSettings wanted)
    {
        if (wanted is not WireGuardLink link || link.PrivateKey != PrivateKey || (link.Port != 0 && link.Port != Port))
            return Tunnels;
        var stay = link.Peers.Select(peer => (peer.PublicKey, peer.PresharedKey)).ToHashSet();
        return Peers.Where(peer => !stay.Contains((peer.PublicKey, peer.PresharedKey))).Select(Tunnel);
    }

    private OuterFlow Tunnel(WireGuardPeer peer) => new(OuterFlow.Udp, null, peer.Endpoint?.Address, (ushort)Port);

    public override IEnumerable<LinkClaim> Claims => Port == 0 ? [] : [LinkClaim.UdpPort(Port)];

    public override int NewMtu(int? under) => Mtu;

    public override bool CanBecome(LinkSettings wanted) => wanted is WireGuardLink;

    /// <summary>The kernel chooses a port where none is given, and follows a peer that calls from elsewhere.</summary>
    public override bool Holds(LinkSettings there)
    {
        if (there is not WireGuardLink link || link.PrivateKey != PrivateKey || (Port != 0 && link.Port != Port)
            || link.Peers.Count != Peers.Count)
            return false;
        var found = link.Peers.ToDictionary(peer => peer.PublicKey);
        return Peers.All(
            peer => found.TryGetValue(peer.PublicKey, out var other) && other == peer with { Endpoint = peer.Endpoint ?? other.Endpoint });
    }
}

/// <summary><paramref name="Keepalive"/> in seconds, 0: never.</summary>
public sealed record WireGuardPeer(
    string PublicKey, string? PresharedKey, IPEndPoint? Endpoint, int Keepalive, ValueList<IPNetwork> Allowed)
{
    public override string ToString() => $"peer {PublicKey}";
}
