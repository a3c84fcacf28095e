using System.Net;
using Router.Core.Edges;
using Router.Core.Rulesets;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Linux.Edges.Mesh;

/// <summary>
/// IPsec of tunnels over IPv6. The link that makes their headers chooses our address only after it looked for a policy (Linux 6.1 to 6.18,
/// <c>ip6_tnl_xmit</c>), and so finds none. A packet whose mark changes on its way out is routed again, with our address in it.
/// </summary>
internal static class ProtectionOverIPv6
{
    /// <summary>Of GRE (RFC 2890): a key is there, and which.</summary>
    private static readonly Selector HeaderFlags = new("@th,0,16"), HeaderKey = new("@th,32,32");

    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Clear(string link) => NftTable.Remove(Name(link));

    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Set(string link, uint key, IPAddress nbma) => NftTable.Set(TableOf(link, key, nbma));

    internal static Table TableOf(string link, uint key, IPAddress nbma) => new(Name(link),
    [
        new Chain("tunnels", new("route", "output", "mangle"),
        [
            Rule.Of(
                Match.IsFamily(ipv6: true),
                Match.Is(Selector.Protocol, "gre"),
                Match.Is(new("rt ipsec"), "missing"),
                Match.Is(HeaderFlags, "0x2000"),
                Match.Is(HeaderKey, $"{key}"),
                Assign.Value(Selector.Source(ipv6: true), $"{nbma}"),
                Assign.Value(Selector.Mark, $"meta mark ^ {PeerMarks.Outside}")),
        ]),
    ]);

    private static string Name(string link) => $"mesh6_{link}";
}
