using System.Net.Sockets;
using System.Text;
using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Masquerading by a set of links. A forwarded connection that leaves by the link it came by is masqueraded as well, or the
/// inner host would answer its neighbour directly.
/// </summary>
internal static class NatText
{
    public const string Masqueraded = "masqueraded";

    public static void AppendSets(StringBuilder text, RouterConfig config, Topology topology)
    {
        var links = config.Firewall.Nat.Masquerade.SelectMany(topology.Members).Distinct();
        NftText.AppendSet(text, $"set {Masqueraded}", "ifname", null, links.Select(NftText.Quote));
    }

    public static void AppendChain(StringBuilder text, RouterConfig config, Topology topology)
    {
        text.Append(
            """
              chain postrouting {
                type nat hook postrouting priority srcnat; policy accept;

            """);
        TranslationText.AppendPostrouting(text, config.Firewall.Nat, topology);
        text.Append($"    meta nfproto ipv4 oifname @{Masqueraded} masquerade\n");
        var pairs = string.Join(", ", InsideText.SameLink(config, topology));
        if (config.Firewall.Nat.Inner.Any(a => a.AddressFamily == AddressFamily.InterNetwork) && pairs.Length > 0)
            text.Append($"    meta nfproto ipv4 ct status dnat iifname . oifname {{ {pairs} }} masquerade\n");
        if (config.Firewall.Nat.Inner.Any(a => a.AddressFamily == AddressFamily.InterNetworkV6) && pairs.Length > 0)
            text.Append($"    meta nfproto ipv6 ct status dnat iifname . oifname {{ {pairs} }} masquerade\n");
        text.Append("  }\n");
    }
}
