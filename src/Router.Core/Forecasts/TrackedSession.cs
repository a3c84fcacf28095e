using System.Net;
using Router.Core.State.Links;

namespace Router.Core.Forecasts;

/// <summary>
/// An established session as connection tracking has it: the side that opened it, what it called, and the two ends of the answers. They
/// differ where addresses are translated. <paramref name="Protocol"/> is IP's number; ports are 0 where the protocol has none.
/// </summary>
public sealed record TrackedSession(
    byte Protocol, IPAddress Source, ushort SourcePort, IPAddress Destination, ushort DestinationPort,
    IPAddress ReplySource, ushort ReplySourcePort, IPAddress ReplyDestination)
{
    internal const string Tunnel = "tunnel";

    private const byte IPv4 = 4, Tcp = 6, Udp = 17, IPv6 = 41, Gre = 47, Esp = 50, L2tp = 115;
    private const ushort Ssh = 22, Bgp = 179, Ike = 500, L2tpPort = 1701, IkeNat = 4500, Vxlan = 4789;

    /// <summary>It is the outside of that tunnel, whichever side began; <paramref name="isOwn"/>: an address is the router's.</summary>
    public bool IsOf(OuterFlow tunnel, Func<IPAddress, bool> isOwn) => Protocol == tunnel.Protocol
        && (IsOf(tunnel, isOwn, Source, SourcePort, ReplySource) || IsOf(tunnel, isOwn, ReplySource, ReplySourcePort, Source));

    private static bool IsOf(OuterFlow tunnel, Func<IPAddress, bool> isOwn, IPAddress near, ushort port, IPAddress far) =>
        isOwn(near) && (tunnel.Local?.Equals(near) ?? true) && (tunnel.Remote?.Equals(far) ?? true)
        && (tunnel.Port == 0 || tunnel.Port == port);

    /// <summary>The source goes out under another address.</summary>
    public bool IsSourceTranslated => !ReplyDestination.Equals(Source);

    /// <summary><c>ssh</c>, <c>bgp</c>, <c>tunnel</c>, <c>tcp</c>; null: one that nobody would miss, such as a DNS question.</summary>
    public string? Kind => Protocol switch
    {
        Tcp when ReplySourcePort == Ssh => "ssh",
        Tcp when ReplySourcePort == Bgp || SourcePort == Bgp => "bgp",
        Tcp => "tcp",
        IPv4 or IPv6 or Gre or Esp or L2tp => Tunnel,
        Udp when ReplySourcePort is Ike or L2tpPort or IkeNat or Vxlan => Tunnel,
        _ => null,
    };
}
