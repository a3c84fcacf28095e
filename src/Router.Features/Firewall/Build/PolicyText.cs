using System.Text;
using Router.Core.Rulesets;
using Router.Features.Building;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Policies in two steps, so that their size grows with the zones and not with the pairs of links: the zone a packet came by leads to its
/// chain, and there the zone it leaves by to the verdict. Rules over sets and no verdict maps: while the kernel puts one table in the place
/// of another, what a map of the old one held is gone a moment before the map is (measured: a packet in two reloads at 27,000 a second).
/// </summary>
internal static class PolicyText
{
    private const string Router = FirewallConfig.RouterZone;

    public static void AppendForward(StringBuilder text, FirewallConfig firewall, Topology topology)
    {
        foreach (var (pair, policy) in firewall.Policies.Where(p => p.Value.Action is null && p.Key.From != Router && p.Key.To != Router))
            AppendServices(text, Chain(pair), policy);
        foreach (var from in Sources(firewall, topology))
        {
            text.Append($"  chain from_{from} {{\n");
            AppendVerdicts(text, Leaving, firewall, topology, pair => pair.From == from && pair.To != Router ? pair.To : null);
            text.Append("  }\n");
        }
    }

    public static void AppendForwardJumps(StringBuilder text, FirewallConfig firewall, Topology topology)
    {
        foreach (var zone in Sources(firewall, topology))
        {
            foreach (var from in VrfText.From(zone, topology))
                text.Append($"    {from}jump from_{zone}\n");
        }
    }

    /// <summary>Policies to the router, by the zone that the packet came from.</summary>
    public static void AppendInputJumps(StringBuilder text, FirewallConfig firewall, Topology topology) =>
        AppendVerdicts(text, zone => VrfText.From(zone, topology), firewall, topology, pair => pair.To == Router ? pair.From : null);

    /// <summary>Policies from the router, by the zone that the packet leaves for.</summary>
    public static void AppendOutputJumps(StringBuilder text, FirewallConfig firewall, Topology topology) =>
        AppendVerdicts(text, Leaving, firewall, topology, pair => pair.From == Router ? pair.To : null);

    public static void AppendRouterChains(StringBuilder text, FirewallConfig firewall)
    {
        foreach (var (pair, policy) in firewall.Policies.Where(p => p.Value.Action is null && (p.Key.From == Router || p.Key.To == Router)))
            AppendServices(text, Chain(pair), policy);
    }

    private static List<string> Sources(FirewallConfig firewall, Topology topology) =>
        [.. firewall.Policies.Keys
            .Where(p => p.From != Router && p.To != Router && topology.Members(p.From).Count > 0)
            .Select(p => p.From)
            .Distinct()];

    private static void AppendServices(StringBuilder text, string chain, PolicyConfig policy)
    {
        text.Append($"  chain {chain} {{\n");
        foreach (var match in ServiceText.Matches(policy.Services))
            text.Append("    ").Append(match).Append("accept\n");
        text.Append("    drop\n  }\n");
    }

    /// <summary>A rule for each policy whose other <paramref name="zone"/> has links; null: the policy is about something else.</summary>
    private static void AppendVerdicts(
        StringBuilder text, Func<string, IEnumerable<string>> links,
        FirewallConfig firewall, Topology topology, Func<ZonePair, string?> zone)
    {
        foreach (var (pair, policy) in firewall.Policies)
        {
            if (zone(pair) is not { } other || topology.Members(other).Count == 0)
                continue;
            foreach (var match in links(other))
                text.Append($"    {match}{Verdict(pair, policy)}\n");
        }
    }

    private static IEnumerable<string> Leaving(string zone) => [$"oifname @{NftText.Zone(zone)} "];

    private static string Verdict(ZonePair pair, PolicyConfig policy) =>
        policy.Action is { } action ? NftText.Verdict(action) : $"goto {Chain(pair)}";

    /// <summary>The slash cannot be in a zone's name, so no two pairs share a chain.</summary>
    private static string Chain(ZonePair pair) => $"policy_{pair.From}/{pair.To}";
}
