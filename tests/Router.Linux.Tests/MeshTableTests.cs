using System.Net;
using Router.Linux.Edges.Mesh;

namespace Router.Linux.Tests;

/// <summary>The tables of running meshes, in nft's language.</summary>
public sealed class MeshTableTests
{
    [Fact]
    public void Table_OfPeersBehindOneNat_MarksByTheNextHop()
    {
        var marks = new PeerMarks("branches");
        marks.Note(IPAddress.Parse("10.255.0.3"), 7);
        Assert.Equal(
            """
            add table inet mesh_branches
            delete table inet mesh_branches
            table inet mesh_branches {
              map peers {
                type ipv4_addr : mark
                elements = { 10.255.0.3 : 1073741831 }
              }
              chain arriving {
                type filter hook prerouting priority raw; policy accept;
                iifname "branches" meta mark set 0
              }
              chain leaving {
                type filter hook postrouting priority mangle; policy accept;
                oifname "branches" meta mark set rt ip nexthop map @peers
              }
              chain tunnels {
                type route hook output priority mangle; policy accept;
                meta l4proto gre meta mark & 4278190080 == 1073741824 meta mark set meta mark ^ 1610612736
              }
            }

            """,
            marks.TableOfMarks().ToText());
    }

    [Fact]
    public void Table_OfTunnelsOverIPv6_GivesThemTheirSource() => Assert.Equal(
        """
        add table inet mesh6_branches
        delete table inet mesh6_branches
        table inet mesh6_branches {
          chain tunnels {
            type route hook output priority mangle; policy accept;
            meta nfproto ipv6 meta l4proto gre rt ipsec missing @th,0,16 0x2000 @th,32,32 300 ip6 saddr set 2001:db8::1 meta mark set meta mark ^ 536870912
          }
        }

        """,
        ProtectionOverIPv6.TableOf("branches", 300, IPAddress.Parse("2001:db8::1")).ToText());
}
