namespace Router.Wire.Netlink.L2tp;

/// <summary>A session of Ethernet with its link. Cookies are 0, 4 or 8 bytes; the peer's stands in what is sent.</summary>
public sealed record L2tpSessionInfo(
    string Link, uint Tunnel, uint PeerTunnel, uint Id, uint PeerId, byte[] Cookie, byte[] PeerCookie);
