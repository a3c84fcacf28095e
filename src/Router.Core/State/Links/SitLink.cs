using System.Net;

namespace Router.Core.State.Links;

/// <summary>
/// IPv6 in IPv4 (RFC 4213): to one other end, or with <paramref name="Domain"/> to that which the address inside says (6rd, RFC 5969).
/// </summary>
public sealed record SitLink(IPAddress? Local, IPAddress? Remote, byte Ttl, string? On, SixRdDomain? Domain = null)
    : TunnelLink(Local, Remote, Ttl, On)
{
    public override string Kind => "sit";

    protected override byte Protocol => OuterFlow.IPv6;

    protected override int Headers => HeaderIPv4;

    protected override string Sign => Domain is { } domain ? $" 6rd {domain}" : "";

    /// <summary>The kernel tells two with the same ends apart by nothing.</summary>
    public override IEnumerable<LinkClaim> Claims => [new($"{Kind} from {Local} to {Remote} on {On}")];
}
