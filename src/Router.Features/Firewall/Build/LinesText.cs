using System.Text;
using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Firewall.Build;

/// <summary>
/// With several lines to the outside a connection is remembered to have come by one, and its answers, forwarded or the router's own, carry
/// the mark by which a routing rule sends them back there: by another line they would leave with an address that is not that line's. This
/// is stronger than <c>firewall marks</c>, which are for what begins here.
/// </summary>
internal static class LinesText
{
    private static readonly string OfALine = $"ct mark & {Hex(Lines.Mask)} == {Hex(Lines.Marked)}";

    /// <summary>Behind connection tracking and <c>firewall marks</c>, before the way is chosen.</summary>
    public static void Append(StringBuilder text, RouterConfig config, Topology topology)
    {
        var lines = Lines.Of(config, topology);
        if (lines.Count == 0)
            return;
        text.Append("  chain lines {\n    type filter hook prerouting priority mangle + 5; policy accept;\n");
        foreach (var family in lines.GroupBy(line => line.IPv6))
        {
            var marks = string.Join(", ", family.Select(line => $"{NftText.Quote(line.Link)} : {Hex(line.Mark)}"));
            text.Append($"    meta nfproto {(family.Key ? "ipv6" : "ipv4")} ct state new ct mark set iifname map {{ {marks} }}\n");
        }
        text.Append($"    ct direction reply {OfALine} meta mark set ct mark\n  }}\n");
        // What carries another mark already (tunnels of meshes) has its way.
        text.Append(
            $"  chain own_answers {{\n    type route hook output priority mangle + 5; policy accept;\n    meta mark 0 ct direction reply {OfALine} meta mark set ct mark\n  }}\n");
    }

    /// <summary>The short way of established connections looks for routes without their marks; in front of a rule that takes it.</summary>
    public static string NotOfALine(RouterConfig config, Topology topology) =>
        Lines.Of(config, topology).Count == 0 ? "" : $"ct mark & {Hex(Lines.Mask)} != {Hex(Lines.Marked)} ";

    private static string Hex(uint number) => $"0x{number:x8}";
}
