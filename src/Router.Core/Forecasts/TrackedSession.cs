using System.Net;

namespace Router.Core.Forecasts;

/// <summary>
/// An established session as connection tracking has it: the side that opened it, what it called, and the two ends of the answers. They
/// differ where addresses are translated. <paramref name="Protocol"/> is IP's number; ports are 0 where the protocol has none.
/// </summary>
public sealed record TrackedSession(
    byte Protocol, IPAddress Source, ushort SourcePort, IPAddress Destination, ushort DestinationPort, IPAddress ReplySource, ushort ReplySourcePort, IPAddress ReplyDestination)
{
    private const byte Tcp = 6, Udp = 17, Gre = 47, Esp = 50;
    private const ushort Ssh = 22, Bgp = 179, Ike = 500, IkeNat = 4500, Vxlan = 4789;

    /// <summary>The source goes out under another address.</summary>
    public bool IsSourceTranslated => !ReplyDestination.Equals(Source);

    /// <summary><c>ssh</c>, <c>bgp</c>, <c>tunnel</c>, <c>tcp</c>; null: one that nobody would miss, such as a DNS question.</summary>
    public string? Kind => Protocol switch
    {
        Tcp when ReplySourcePort == Ssh => "ssh",
        Tcp when ReplySourcePort == Bgp || SourcePort == Bgp => "bgp",
        Tcp => "tcp",
        Gre or Esp => "tunnel",
        Udp when ReplySourcePort is Ike or IkeNat or Vxlan => "tunnel",
        _ => null,
    };
}
