using System.Net;
using Router.Documents;

namespace Router.Features.Dns;

/// <summary><c>services dns</c>: a forwarding resolver in the zones that have a policy to reach it.</summary>
public sealed record DnsConfig
{
    /// <summary>Of names and of what is not there.</summary>
    public const int UsualCache = 1000;

    /// <summary>Where what asks for dnsmasq hears, as that writes it.</summary>
    public const string RelayServer = "127.0.0.1#5335";

    /// <summary>Servers asked; none: those that DHCP gave.</summary>
    public ValueList<NameServer> Upstream { get; init; } = [];

    /// <summary>Nothing that is asked of <see cref="Upstream"/> goes in clear.</summary>
    public bool IsEncrypted => Upstream.Any(server => server.TlsName is not null);

    /// <summary>Signatures of answers are checked, and what does not hold them is not told.</summary>
    public bool Dnssec { get; init; }

    /// <summary>Something else asks for dnsmasq.</summary>
    public bool IsRelayed => IsEncrypted || Dnssec;

    /// <summary>Servers asked for a domain and all below it; none of them: nobody is asked.</summary>
    public ValueMap<string, ValueList<IPAddress>> Domains { get; init; } = ValueMap<string, ValueList<IPAddress>>.Empty;

    /// <summary>The local domain; names of leases live in it.</summary>
    public string? Domain { get; init; }

    /// <summary>Own names: host to address.</summary>
    public ValueMap<string, IPAddress> Hosts { get; init; } = ValueMap<string, IPAddress>.Empty;

    /// <summary>Other names of own names (CNAME).</summary>
    public ValueMap<string, string> Aliases { get; init; } = ValueMap<string, string>.Empty;

    /// <summary>Domains in which every name has these addresses.</summary>
    public ValueMap<string, ValueList<IPAddress>> Wildcards { get; init; } = ValueMap<string, ValueList<IPAddress>>.Empty;

    public DnsRecords Records { get; init; } = new();

    /// <summary>Names of others that mean addresses inside are not told; null: so, but where an upstream server is inside itself.</summary>
    public bool? RebindProtection { get; init; }

    /// <summary>Domains whose names may mean addresses inside.</summary>
    public ValueList<string> RebindExceptions { get; init; } = [];

    public int Cache { get; init; } = UsualCache;

    /// <summary>Lists of domains (<c>services lists</c>) that do not exist for whoever asks.</summary>
    public ValueList<string> Block { get; init; } = [];

    /// <summary>Domains that are asked for whatever a list says.</summary>
    public ValueList<string> Allow { get; init; } = [];
}
