using System.Net;
using Router.Documents.Shapes;
using Router.Features.Dhcpv6;

namespace Router.Features.Interfaces;

/// <summary><c>interfaces NAME ipv6 prefixes PREFIX</c>: a prefix to be asked for (IA_PD, RFC 8415, section 21.21).</summary>
public sealed record RequestedPrefix
{
    /// <summary>The name of the one that <c>ipv6 prefix</c> asks for.</summary>
    public const string Main = "main";

    /// <summary>Bits.</summary>
    public int Length { get; init; }

    /// <summary>Null: any of that length.</summary>
    public IPAddress? Hint { get; init; }

    internal static readonly ScalarShape<int> Lengths = Scalars.Number(32, 64, example: "56");

    internal static readonly RecordShape<RequestedPrefix> Shape = new RecordShape<RequestedPrefix>(
            "requested prefix", "A prefix to ask for by DHCPv6, which interfaces inside take a part of.", () => new())
        .WithValue("length", Lengths, p => p.Length, (p, v) => p with { Length = v }, "Its length.", required: true)
        .With("hint", Dhcpv6Scalars.Address, p => p.Hint, (p, v) => p with { Hint = v },
            "The prefix itself, where the provider gives the one that is asked for; without it any.");
}
