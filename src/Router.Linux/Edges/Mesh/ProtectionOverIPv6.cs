using System.Net;
using Router.Core.Edges;

namespace Router.Linux.Edges.Mesh;

/// <summary>
/// IPsec of tunnels over IPv6. The link that makes their headers chooses our address only after it looked for a policy (Linux 6.1 to 6.18,
/// <c>ip6_tnl_xmit</c>), and so finds none. A packet whose mark changes on its way out is routed anew, with our address in it.
/// </summary>
internal static class ProtectionOverIPv6
{
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Clear(string link) => NftTable.Set(Table(link), null);

    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Set(string link, uint key, IPAddress nbma) => NftTable.Set(
        Table(link),
        $$"""
          chain tunnels {
            type route hook output priority mangle; policy accept;
            meta nfproto ipv6 meta l4proto gre rt ipsec missing @th,0,16 0x2000 @th,32,32 {{key}} ip6 saddr set {{nbma}} meta mark set meta mark ^ {{PeerMarks.Outside}}
          }

        """);

    private static string Table(string link) => $"mesh6_{link}";
}
