using System.Net;

namespace Router.Wire.Netlink.L2tp;

/// <summary>A tunnel between two addresses of one family; <paramref name="Ports"/> of UDP, null: over IP.</summary>
public sealed record L2tpTunnelInfo(uint Id, uint PeerId, IPAddress Local, IPAddress Remote, (ushort Here, ushort There)? Ports);
