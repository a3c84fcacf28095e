using Router.Documents;

namespace Router.Features.Mdns;

/// <summary><c>services mdns</c>: multicast DNS (RFC 6762) of each of these zones is heard in the others.</summary>
public sealed record MdnsConfig
{
    public ValueList<string> Zones { get; init; } = [];
}
