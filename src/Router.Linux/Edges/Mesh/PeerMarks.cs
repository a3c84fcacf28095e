using System.Net;
using System.Net.Sockets;
using Router.Core.Edges;

namespace Router.Linux.Edges.Mesh;

/// <summary>
/// Peers behind one NAT have the same underlay address, and only the mark of a packet tells the kernel's IPsec whose it is. A table of the
/// mesh's own, there while there are such peers, marks what goes to them by its next hop in the mesh. What comes from them has no mark
/// for those behind.
/// </summary>
/// <param name="link">The mesh's.</param>
internal sealed class PeerMarks(string link)
{
    /// <summary>
    /// In the upper bits, so that no routing rule of the document takes them for its own: on what goes into the tunnel, and on the tunnel's
    /// packet.
    /// </summary>
    private const uint Inside = 0x4000_0000, Which = 0xFF00_0000;

    public const uint Outside = 0x2000_0000;

    private readonly Dictionary<IPAddress, uint> marks = [];

    /// <summary>What a packet that goes into the tunnel by hand has to be marked with; 0 for 0.</summary>
    public static uint Tag(uint mark) => mark == 0 ? 0 : mark | Inside;

    /// <exception cref="ApplyException">The kernel refused.</exception>
    public void Set(IPAddress overlay, uint mark)
    {
        if (marks.GetValueOrDefault(overlay) == mark)
            return;
        marks.Remove(overlay);
        if (mark != 0)
            marks[overlay] = mark;
        NftTable.Set($"mesh_{link}", marks.Count == 0 ? null : Content());
    }

    /// <exception cref="ApplyException">The kernel refused.</exception>
    public void Clear()
    {
        if (marks.Count == 0)
            return;
        marks.Clear();
        NftTable.Set($"mesh_{link}", null);
    }

    /// <summary>A tunnel's packet is routed anew when its mark changes, and that is when its IPsec is chosen.</summary>
    private string Content()
    {
        var (type, hop) = marks.First().Key.AddressFamily == AddressFamily.InterNetworkV6 ? ("ipv6_addr", "ip6") : ("ipv4_addr", "ip");
        return
            $$"""
              map peers {
                type {{type}} : mark
                elements = { {{string.Join(", ", marks.Select(m => $"{m.Key} : {Tag(m.Value)}"))}} }
              }
              chain arriving {
                type filter hook prerouting priority raw; policy accept;
                iifname "{{link}}" meta mark set 0
              }
              chain leaving {
                type filter hook postrouting priority mangle; policy accept;
                oifname "{{link}}" meta mark set rt {{hop}} nexthop map @peers
              }
              chain tunnels {
                type route hook output priority mangle; policy accept;
                meta l4proto gre meta mark & {{Which}} == {{Inside}} meta mark set meta mark ^ {{Inside | Outside}}
              }

            """;
    }
}
