using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces;

/// <summary><c>interfaces NAME ipv6</c>: what the router takes from the provider's router. Its default route comes along.</summary>
public sealed record Ipv6ClientConfig
{
    /// <summary>An address of its own making, of the prefixes that are advertised.</summary>
    public bool Slaac { get; init; } = true;

    /// <summary>Addresses that say nothing of the hardware, and change.</summary>
    public bool Privacy { get; init; }

    /// <summary>An address by DHCPv6.</summary>
    public bool Dhcp { get; init; }

    /// <summary>The length of the prefix that is asked for, for networks inside; null: none is.</summary>
    public int? Prefix { get; init; }

    internal static readonly RecordShape<Ipv6ClientConfig> Shape = new RecordShape<Ipv6ClientConfig>(
            "IPv6 client",
            "What is taken from the router outside: the default route, addresses, a prefix for networks inside.",
            () => new())
        .WithValue("slaac", Scalars.Switch, c => c.Slaac, (c, v) => c with { Slaac = v },
            "An address of the router's own making, of what the router outside advertises.")
        .WithValue("privacy", Scalars.Switch, c => c.Privacy, (c, v) => c with { Privacy = v },
            "Its own addresses say nothing of the hardware, and connections leave with ones that change (RFC 7217, 8981).")
        .WithValue("dhcp", Scalars.Switch, c => c.Dhcp, (c, v) => c with { Dhcp = v }, "An address by DHCPv6.")
        .WithValue("prefix", Scalars.Number(32, 64, example: "56"), c => c.Prefix, (c, v) => c with { Prefix = v },
            "Asks by DHCPv6 for a prefix of this length, which interfaces inside take a part of (delegated).");
}

/// <summary><c>interfaces NAME delegated</c>: a /64 of the prefix that another interface was given; the router is its ::1.</summary>
public sealed record DelegatedPrefixConfig
{
    private const int MostSubnets = 65_535;

    public string From { get; init; } = "";

    /// <summary>Which /64 of the prefix.</summary>
    public int Subnet { get; init; }

    internal static readonly RecordShape<DelegatedPrefixConfig> Shape = new RecordShape<DelegatedPrefixConfig>(
            "delegated prefix",
            "A /64 of the prefix that an interface outside was given; the router has the address ::1 in it.",
            () => new())
        .With(
            "from", ZoneShape.Interface, d => d.From, (d, v) => d with { From = v },
            "The interface outside, with ipv6 prefix or 6rd.", required: true)
        .WithValue("subnet", Scalars.Number(0, MostSubnets, example: "1"), d => d.Subnet, (d, v) => d with { Subnet = v },
            "Which /64 of the prefix; each interface has its own.");
}
