using Router.Documents;

namespace Router.Features.DynamicDns;

/// <summary><c>services dynamic-dns NAME</c>: a name at a provider that follows an address of this router.</summary>
public sealed record DynamicDnsConfig
{
    /// <summary>The interface whose IPv4 address it is; null: the address that a server outside sees.</summary>
    public string? Interface { get; init; }

    public required DnsProvider Provider { get; init; }

    /// <summary>Of <see cref="DnsProvider.Dyndns2"/>: whom to tell.</summary>
    public string? Server { get; init; }

    /// <summary>At Cloudflare the zone; null: the provider knows one by the secret alone.</summary>
    public string? User { get; init; }

    /// <summary>A password or token.</summary>
    public required SecretReference Password { get; init; }
}

public enum DnsProvider
{
    Dyndns2,
    Cloudflare,
    Ddnss,
    Duckdns,
    Dyn,
    Dynu,
    Dynv6,
    Easydns,
    Freedns,
    He,
    Loopia,
    Noip,
    Nsupdate,
    Ovh,
    Selfhost,
    Spdyn,
    Strato,
}
