using System.Net;
using System.Net.Sockets;
using Router.Core.Edges;
using Router.Core.Rulesets;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

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

    private const string Peers = "peers";

    private readonly Dictionary<IPAddress, uint> marks = [];

    private string Name => $"mesh_{link}";

    /// <summary>What a packet that goes into the tunnel by hand has to be marked with; 0 for 0.</summary>
    public static uint Tag(uint mark) => mark == 0 ? 0 : mark | Inside;

    /// <exception cref="ApplyException">The kernel refused.</exception>
    public void Set(IPAddress overlay, uint mark)
    {
        if (!Note(overlay, mark))
            return;
        if (marks.Count == 0)
            NftTable.Remove(Name);
        else
            NftTable.Set(TableOfMarks());
    }

    /// <exception cref="ApplyException">The kernel refused.</exception>
    public void Clear()
    {
        if (marks.Count == 0)
            return;
        marks.Clear();
        NftTable.Remove(Name);
    }

    /// <summary>False: that is known.</summary>
    internal bool Note(IPAddress overlay, uint mark)
    {
        if (marks.GetValueOrDefault(overlay) == mark)
            return false;
        marks.Remove(overlay);
        if (mark != 0)
            marks[overlay] = mark;
        return true;
    }

    /// <summary>A tunnel's packet is routed again when its mark changes, and that is when its IPsec is chosen.</summary>
    internal Table TableOfMarks()
    {
        var ipv6 = marks.First().Key.AddressFamily == AddressFamily.InterNetworkV6;
        var nextHop = new Selector(ipv6 ? "rt ip6 nexthop" : "rt ip nexthop");
        return new(Name,
        [
            new TableObject.Set(Peers, FieldTypes.Address(ipv6), "mark")
            {
                Elements = Elements.Of(marks.Select(m => $"{m.Key} : {Tag(m.Value)}")),
            },
            new Chain("arriving", new("filter", "prerouting", "raw"),
                [Rule.Of(Match.IsLink(Selector.InputLink, link), Assign.Value(Selector.Mark, "0"))]),
            new Chain("leaving", new("filter", "postrouting", "mangle"),
            [
                Rule.Of(
                    Match.IsLink(Selector.OutputLink, link),
                    new Assign(Selector.Mark, new Operand.Lookup(nextHop, Peers))),
            ]),
            new Chain("tunnels", new("route", "output", "mangle"),
            [
                Rule.Of(
                    Match.Is(Selector.Protocol, "gre"),
                    Match.Is(Selector.Mark with { Mask = $"{Which}" }, $"{Inside}"),
                    Assign.Value(Selector.Mark, $"meta mark ^ {Inside | Outside}")),
            ]),
        ]);
    }
}
