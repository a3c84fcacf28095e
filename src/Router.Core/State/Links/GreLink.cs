using System.Net;
using System.Net.Sockets;
using Router.Documents;

namespace Router.Core.State.Links;

/// <summary>
/// GRE (RFC 2784, RFC 2890). Without <paramref name="Remote"/> it has many other ends, told by neighbour entries. TTL 0: that of
/// the packet inside.
/// </summary>
public sealed record GreLink(IPAddress? Local, IPAddress? Remote, uint? Key, byte Ttl, string? On) : LinkSettings
{
    private const int HeadersIPv4 = 24, HeadersIPv6 = 56, HeadersManyIPv6 = 52, KeyLength = 4;

    /// <summary>Of one whose ends are all open: over IPv6. Otherwise its ends say so.</summary>
    public bool ManyOverIPv6 { get; init; }

    public bool OverIPv6 => ManyOverIPv6 || (Remote ?? Local)?.AddressFamily == AddressFamily.InterNetworkV6;

    public override string Kind => OverIPv6 ? "ip6gre" : "gre";

    public override string Details => string.Concat(
        Local is null ? "from any" : $"from {Local}", Remote is null ? "" : $" to {Remote}", Key is null ? "" : $" key {Key}",
        Ttl == 0 ? "" : $" ttl {Ttl}", On is null ? "" : $" on {On}");

    public override ValueList<string> Needs => On is null ? [] : [On];

    public override bool LooksForDuplicates => Remote is not null;

    /// <summary>Over IPv6 no key is the same as key 0.</summary>
    public override IEnumerable<LinkClaim> Claims =>
        [new($"{Kind} from {Local} to {Remote} key {(OverIPv6 ? Key ?? 0 : Key)} on {On}")];

    public override IEnumerable<OuterFlow> Tunnels => [new(OuterFlow.Gre, Local, Remote, 0)];

    public override int NewMtu(int? under) => ManyOverIPv6
        ? EthernetMtu - HeadersManyIPv6 - (Key is null ? 0 : KeyLength)
        : (under ?? EthernetMtu) - (OverIPv6 ? HeadersIPv6 : HeadersIPv4) - (Key is null ? 0 : KeyLength);
}
