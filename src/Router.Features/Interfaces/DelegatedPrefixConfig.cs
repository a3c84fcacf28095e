using System.Net;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Shapes;
using Router.Features.Dhcpv6;

namespace Router.Features.Interfaces;

/// <summary><c>interfaces NAME delegated</c>: a /64 of each of these prefixes that another interface was given.</summary>
public sealed record DelegatedPrefixConfig
{
    private const int MostSubnets = 65_535;

    public string From { get; init; } = "";

    /// <summary>Which prefixes; none: the one of <c>ipv6 prefix</c>.</summary>
    public ValueList<string> Prefixes { get; init; } = [];

    /// <summary>Which /64 of the prefix.</summary>
    public int Subnet { get; init; }

    /// <summary>Of the router's address; null: <c>::1</c>.</summary>
    public IPAddress? Suffix { get; init; }

    /// <summary>By their names.</summary>
    internal IReadOnlyList<string> Names => Prefixes.Count > 0 ? Prefixes : [RequestedPrefix.Main];

    /// <summary>The lower half of the router's address.</summary>
    internal ulong Number => Suffix is { } suffix ? (ulong)suffix.Number() : 1;

    internal static readonly RecordShape<DelegatedPrefixConfig> Shape = new RecordShape<DelegatedPrefixConfig>(
            "delegated prefix",
            "A /64 of the prefix that an interface outside was given; the router has the address ::1 in it, or that of suffix.",
            () => new())
        .With(
            "from", ZoneShape.Interface, d => d.From, (d, v) => d with { From = v },
            "The interface outside, with ipv6 prefix or 6rd.", required: true)
        .With("prefixes", new ListShape<string>(Ipv6ClientConfig.PrefixName), d => d.Prefixes, (d, v) => d with { Prefixes = v },
            "Which prefixes of it, by their names in ipv6 prefixes; main, as without any, is the one of ipv6 prefix.")
        .WithValue("subnet", Scalars.Number(0, MostSubnets, example: "1"), d => d.Subnet, (d, v) => d with { Subnet = v },
            "Which /64 of the prefix; each interface has its own.")
        .With("suffix", Dhcpv6Scalars.Suffix, d => d.Suffix, (d, v) => d with { Suffix = v },
            "The lower half of the router's address in it; without it ::1.");
}
