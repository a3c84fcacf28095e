namespace Router.Wire.Netlink.Links;

/// <summary>A pair of links: VETH_INFO_PEER holds a whole link message for the other end. The kernel tells the peer as IFLA_LINK.</summary>
public sealed record VethInfo(string Peer) : ILinkInfo
{
    private const ushort InfoPeer = 1;

    public string Kind => "veth";

    public void Write(NetlinkMessage data) =>
        data.Nest(InfoPeer, peer => peer.AddHeader(new byte[16]).Add(RouteNetlink.LinkName, Peer));
}
