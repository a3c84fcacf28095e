using System.Net;

namespace Router.Core.State.Links;

/// <summary>IPv4 in IPv4 (RFC 2003).</summary>
public sealed record IpipLink(IPAddress? Local, IPAddress? Remote, byte Ttl, string? On) : TunnelLink(Local, Remote, Ttl, On)
{
    public override string Kind => "ipip";

    protected override byte Protocol => OuterFlow.IPv4;

    protected override int Headers => HeaderIPv4;
}
