using System.Text;
using Router.Core.Rulesets;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces;

namespace Router.Features.Firewall.Build;

/// <summary>What is behind the router: links in zones that are not masqueraded, and the networks on them.</summary>
internal static class InsideText
{
    public const string Links = "inside";
    public const string Networks4 = "inside_ip";
    public const string Networks6 = "inside_ip6";

    public static void AppendSets(StringBuilder text, RouterConfig config, Topology topology)
    {
        var inside = Inside(config).ToList();
        var links = inside.Select(i => topology.KernelName(i.Key, i.Value)).OfType<string>();
        NftText.AppendSet(text, $"set {Links}", "ifname", null, links.Select(NftText.Quote));
        var networks = inside.SelectMany(i => i.Value.Addresses).ToList();
        Append(text, Networks4, "ipv4_addr", networks.Where(a => !a.IsIPv6));
        Append(text, Networks6, "ipv6_addr", networks.Where(a => a.IsIPv6));
    }

    /// <summary>From a masqueraded zone nobody can have an address of an inner network: such a packet is a lie.</summary>
    public static void AppendAntiSpoof(StringBuilder text, NatConfig nat)
    {
        if (nat.Masquerade.Count > 0)
        {
            text.Append(
                $$"""
                  chain antispoof {
                    type filter hook prerouting priority raw; policy accept;
                    ip saddr @{{Networks4}} iifname @{{NatText.Masqueraded}} drop
                    ip6 saddr @{{Networks6}} iifname @{{NatText.Masqueraded}} drop
                  }

                """);
        }
    }

    /// <summary>Elements <c>"lan" . "lan"</c>: what came by a link and leaves by the same.</summary>
    public static IEnumerable<string> SameLink(RouterConfig config, Topology topology) =>
        Inside(config)
            .Select(i => topology.KernelName(i.Key, i.Value))
            .OfType<string>()
            .Select(link => $"{NftText.Quote(link)} . {NftText.Quote(link)}");

    private static IEnumerable<KeyValuePair<string, InterfaceConfig>> Inside(RouterConfig config) =>
        config.Interfaces.Where(i => i.Value is { Zone: { } zone, Loopback: false } && !config.Firewall.Nat.Masquerade.Contains(zone));

    private static void Append(StringBuilder text, string name, string type, IEnumerable<InterfaceAddress> addresses) =>
        NftText.AppendSet(
            text, $"set {name}", type, NftText.Interval,
            AddressIntervals.Join(addresses.Select(a => NetworkScalars.FromPrefix(a.Network))).Select(NetworkScalars.FormatRange));
}
