using System.Net;

namespace Router.Core.State.Links;

/// <summary>Ethernet frames over GRE (RFC 2784, keys of RFC 2890) to one other end.</summary>
public sealed record GretapLink(IPAddress? Local, IPAddress? Remote, uint? Key, byte Ttl, string? On) : TunnelLink(Local, Remote, Ttl, On)
{
    private const int Gre = 4, Ethernet = 14, KeyLength = 4;

    public override string Kind => OverIPv6 ? "ip6gretap" : "gretap";

    protected override byte Protocol => OuterFlow.Gre;

    protected override int Headers => (OverIPv6 ? HeaderIPv6 : HeaderIPv4) + Gre + Ethernet + (Key is null ? 0 : KeyLength);

    protected override string Sign => Key is { } key ? $" key {key}" : "";
}
