using System.Net;

namespace Router.Features.Dhcp;

/// <summary>Hardware address in lower case with colons; null: the host goes by its client ID alone.</summary>
public sealed record StaticLease(string? Mac, IPAddress Address)
{
    /// <summary>Option 61, as text or as bytes with colons.</summary>
    public string? ClientId { get; init; }
}
