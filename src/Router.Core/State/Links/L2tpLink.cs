using System.Net;

namespace Router.Core.State.Links;

/// <summary>
/// Ethernet frames over L2TPv3 (RFC 3931) between two ends that know each other's numbers, without a control connection. One session a
/// tunnel.
/// </summary>
public sealed record L2tpLink(IPAddress? Local, IPAddress? Remote, L2tpNumbers Here, L2tpNumbers There)
    : TunnelLink(Local, Remote, 0, null)
{
    private const int Udp = 8, UdpFlags = 4, SessionId = 4, Sublayer = 4, Ethernet = 14;

    /// <summary>Over UDP, with these ports; null: over IP.</summary>
    public L2tpPorts? Ports { get; init; }

    public override string Kind => "l2tp";

    public override string Details => string.Concat(
        Local is null ? "from any" : $"from {Local}", $" to {Remote} tunnel {Here.Tunnel}:{There.Tunnel}",
        $" session {Here.Session}:{There.Session}", Ports is { } ports ? $" port {ports.Here}:{ports.There}" : "");

    protected override byte Protocol => Ports is null ? OuterFlow.L2tp : OuterFlow.Udp;

    protected override int Headers => (OverIPv6 ? HeaderIPv6 : HeaderIPv4) + (Ports is null ? 0 : Udp + UdpFlags) + SessionId
        + (There.Cookie.Length / 2) + Sublayer + Ethernet;

    public override IEnumerable<LinkClaim> Claims => Ports is { } ports
        ? [new($"L2TP tunnel {Here.Tunnel}"), LinkClaim.UdpPort(ports.Here)]
        : [new($"L2TP tunnel {Here.Tunnel}")];

    public override IEnumerable<OuterFlow> Tunnels => [new(Protocol, Local, Remote, Ports?.Here ?? 0)];

    /// <summary>A socket of the kernel's is bound to it.</summary>
    public override IPAddress? NeedsAddress => Local;

    public override bool CanBecome(LinkSettings wanted) => false;
}

/// <summary>What one end is called by: numbers of tunnel and session, and a cookie of 0, 4 or 8 bytes in hexadecimal.</summary>
public sealed record L2tpNumbers(uint Tunnel, uint Session, string Cookie);

public readonly record struct L2tpPorts(ushort Here, ushort There);
