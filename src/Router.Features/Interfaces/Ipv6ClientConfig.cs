using System.Net;
using Router.Core.Shapes;
using Router.Documents;
using Router.Documents.Shapes;
using Router.Features.Dhcpv6;

namespace Router.Features.Interfaces;

/// <summary><c>interfaces NAME ipv6</c>: what the router takes from the provider's router. Its default route comes along.</summary>
public sealed record Ipv6ClientConfig
{
    private const int LongestName = 15;

    /// <summary>An address of its own making, of the prefixes that are advertised.</summary>
    public bool Slaac { get; init; } = true;

    /// <summary>Addresses that say nothing of the hardware, and change.</summary>
    public bool Privacy { get; init; }

    /// <summary>An address by DHCPv6.</summary>
    public bool Dhcp { get; init; }

    /// <summary>The length of the prefix that is asked for, for networks inside; null: none is.</summary>
    public int? Prefix { get; init; }

    /// <summary>The prefix that is asked for; null: any of that length.</summary>
    public IPAddress? Hint { get; init; }

    /// <summary>Further prefixes, by name.</summary>
    public ValueMap<string, RequestedPrefix> Prefixes { get; init; } = ValueMap<string, RequestedPrefix>.Empty;

    /// <summary>The name servers that are told are asked.</summary>
    public bool Dns { get; init; } = true;

    /// <summary>Every prefix that is asked for, by name; <see cref="RequestedPrefix.Main"/> is the one of <see cref="Prefix"/>.</summary>
    internal IEnumerable<KeyValuePair<string, RequestedPrefix>> AllPrefixes => Prefix is { } length
        ? Prefixes.Prepend(new(RequestedPrefix.Main, new RequestedPrefix { Length = length, Hint = Hint }))
        : Prefixes;

    /// <summary>A prefix is asked for.</summary>
    internal bool AsksForPrefixes => Prefix is not null || Prefixes.Count > 0;

    internal static readonly ScalarShape<string> PrefixName = Scalars.Text(
        "name of a prefix", "voice", check: text => text.Length > LongestName
            ? $"is longer than {LongestName} characters"
            : CarriedName.Check(text));

    internal static readonly RecordShape<Ipv6ClientConfig> Shape = new RecordShape<Ipv6ClientConfig>(
            "IPv6 client",
            "What is taken from the router outside: the default route, addresses, a prefix for networks inside.",
            () => new())
        .WithValue("slaac", Scalars.Switch, c => c.Slaac, (c, v) => c with { Slaac = v },
            "An address of the router's own making, of what the router outside advertises.")
        .WithValue("privacy", Scalars.Switch, c => c.Privacy, (c, v) => c with { Privacy = v },
            "Its own addresses say nothing of the hardware, and connections leave with ones that change (RFC 7217, 8981).")
        .WithValue("dhcp", Scalars.Switch, c => c.Dhcp, (c, v) => c with { Dhcp = v }, "An address by DHCPv6.")
        .WithValue("prefix", RequestedPrefix.Lengths, c => c.Prefix, (c, v) => c with { Prefix = v },
            "Asks by DHCPv6 for a prefix of this length, which interfaces inside take a part of (delegated).")
        .With("hint", Dhcpv6Scalars.Address, c => c.Hint, (c, v) => c with { Hint = v },
            "The prefix to ask for, where the provider gives the one that is asked for; without it any.")
        .With("prefixes", new MapShape<string, RequestedPrefix>(PrefixName, RequestedPrefix.Shape), c => c.Prefixes,
            (c, v) => c with { Prefixes = v }, "Further prefixes to ask for, by the name you give them.")
        .WithValue("dns", Scalars.Switch, c => c.Dns, (c, v) => c with { Dns = v },
            "false: the name servers that the router outside and DHCPv6 tell are not asked.");
}
