using System.Net;

namespace Router.Core.State.Links;

/// <summary>
/// What a tunnel's packets look like outside. Null: any address; <paramref name="Port"/>: this router's for UDP, 0 where the protocol has
/// none.
/// </summary>
public readonly record struct OuterFlow(byte Protocol, IPAddress? Local, IPAddress? Remote, ushort Port)
{
    public const byte IPv4 = 4, Udp = 17, IPv6 = 41, Gre = 47, L2tp = 115;
}
