using System.Net;

namespace Router.Core.State.Links;

/// <summary>
/// What a tunnel's packets look like outside. Null: any address; <paramref name="Port"/>: this router's for UDP, 0 where the protocol has
/// none.
/// </summary>
public readonly record struct OuterFlow(byte Protocol, IPAddress? Local, IPAddress? Remote, ushort Port)
{
    public const byte Udp = 17, Gre = 47;
}
