using Router.Core.Rulesets;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>What is behind the router: links in zones that are not masqueraded, and the networks on them.</summary>
internal static class Inside
{
    public const string Links = "inside";

    private const string Networks4 = "inside_ip";
    private const string Networks6 = "inside_ip6";

    public static string Networks(bool ipv6) => ipv6 ? Networks6 : Networks4;

    public static IEnumerable<Set> Sets(RouterConfig config, Topology topology)
    {
        var inside = Interfaces(config).ToList();
        var links = inside.Select(i => topology.KernelName(i.Key, i.Value)).OfType<string>();
        yield return SetObjects.Links(Links, links) with { FollowsLinks = true };
        var networks = inside.SelectMany(i => i.Value.Addresses).ToList();
        yield return NetworksOf(networks, ipv6: false);
        yield return NetworksOf(networks, ipv6: true);
    }

    /// <summary>From a masqueraded zone nobody can have an address of an inner network: such a packet is a lie.</summary>
    public static IEnumerable<Chain> AntiSpoof(NatConfig nat)
    {
        if (nat.Masquerade.Count > 0)
            yield return new("antispoof", new("filter", "prerouting", "raw"), [Spoofed(ipv6: false), Spoofed(ipv6: true)]);
    }

    /// <summary>Elements <c>"lan" . "lan"</c>: what arrived on a link and leaves by the same.</summary>
    public static IEnumerable<string> SameLink(RouterConfig config, Topology topology) =>
        Interfaces(config)
            .Select(i => topology.KernelName(i.Key, i.Value))
            .OfType<string>()
            .Select(link => $"{NftText.Quote(link)} . {NftText.Quote(link)}");

    private static IEnumerable<KeyValuePair<string, InterfaceConfig>> Interfaces(RouterConfig config) =>
        config.Interfaces.Where(i => i.Value is { Zone: { } zone, Loopback: false } && !config.Firewall.Nat.Masquerade.Contains(zone));

    private static Set NetworksOf(List<InterfaceAddress> addresses, bool ipv6)
    {
        var networks = addresses.Where(a => a.IsIPv6 == ipv6).Select(a => NetworkScalars.FromPrefix(a.Network));
        return new(Networks(ipv6), FieldTypes.Address(ipv6))
        {
            IsInterval = true,
            FollowsLinks = true,
            Elements = Elements.Of(AddressIntervals.Join(networks).Select(NetworkScalars.FormatRange)),
        };
    }

    private static Rule Spoofed(bool ipv6) => Rule.Of(
        Match.MemberOf(Selector.Source(ipv6), Networks(ipv6)),
        Match.MemberOf(Selector.InputLink, PostroutingChain.Masqueraded),
        Verdict.Drop) with
    { Path = Places.Masquerade };
}
