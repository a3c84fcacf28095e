using System.Net;

namespace Router.Core.State.Links;

/// <summary>
/// IPv4 in IPv6 (RFC 2473) to the provider's AFTR (RFC 6333). Without a limit of nested tunnels, whose extension header providers do not
/// expect.
/// </summary>
public sealed record DsLiteLink(IPAddress? Local, IPAddress? Remote, byte Ttl, string? On) : TunnelLink(Local, Remote, Ttl, On)
{
    public override string Kind => "ip6tnl";

    protected override byte Protocol => OuterFlow.IPv4;

    protected override int Headers => HeaderIPv6;
}
