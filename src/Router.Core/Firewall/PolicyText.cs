using System.Text;
using Router.Core.Sections.Firewall;
using Router.Core.State;

namespace Router.Core.Firewall;

/// <summary>
/// Policies as verdict maps in two steps, so that their size grows with the links and not with the pairs of links: the link a
/// packet came by leads to its zone's chain, and there the link it leaves by to the verdict.
/// </summary>
internal static class PolicyText
{
    private const string Router = FirewallConfig.RouterZone;

    public static void AppendForward(StringBuilder text, FirewallConfig firewall, Topology topology)
    {
        foreach (var (pair, policy) in firewall.Policies.Where(p => p.Value.Action is null && p.Key.From != Router && p.Key.To != Router))
            AppendServices(text, Chain(pair), policy);
        foreach (var from in Sources(firewall, topology, p => p.To != Router))
        {
            var elements = firewall.Policies
                .Where(p => p.Key.From == from && p.Key.To != Router)
                .SelectMany(p => topology.Members(p.Key.To).Select(link => $"{NftText.Quote(link)} : {Verdict(p.Key, p.Value)}"))
                .ToList();
            text.Append($"  chain from_{from} {{\n");
            if (elements.Count > 0)
                text.Append($"    oifname vmap {{ {string.Join(", ", elements)} }}\n");
            text.Append("  }\n");
        }
    }

    public static void AppendForwardJumps(StringBuilder text, FirewallConfig firewall, Topology topology) =>
        AppendJumps(text, "iifname", Sources(firewall, topology, p => p.To != Router)
            .SelectMany(zone => topology.Members(zone).Select(link => $"{NftText.Quote(link)} : jump from_{zone}")));

    /// <summary>Policies to the router, by the link that the packet came by.</summary>
    public static void AppendInputJumps(StringBuilder text, FirewallConfig firewall, Topology topology) =>
        AppendJumps(text, "iifname", firewall.Policies
            .Where(p => p.Key.To == Router)
            .SelectMany(p => topology.Members(p.Key.From).Select(link => $"{NftText.Quote(link)} : {Verdict(p.Key, p.Value)}")));

    /// <summary>Policies from the router, by the link that the packet leaves by.</summary>
    public static void AppendOutputJumps(StringBuilder text, FirewallConfig firewall, Topology topology) =>
        AppendJumps(text, "oifname", firewall.Policies
            .Where(p => p.Key.From == Router)
            .SelectMany(p => topology.Members(p.Key.To).Select(link => $"{NftText.Quote(link)} : {Verdict(p.Key, p.Value)}")));

    public static void AppendRouterChains(StringBuilder text, FirewallConfig firewall)
    {
        foreach (var (pair, policy) in firewall.Policies.Where(p => p.Value.Action is null && (p.Key.From == Router || p.Key.To == Router)))
            AppendServices(text, Chain(pair), policy);
    }

    private static List<string> Sources(FirewallConfig firewall, Topology topology, Func<ZonePair, bool> wanted) =>
        [.. firewall.Policies.Keys.Where(p => p.From != Router && wanted(p) && topology.Members(p.From).Count > 0).Select(p => p.From).Distinct()];

    private static void AppendServices(StringBuilder text, string chain, PolicyConfig policy)
    {
        text.Append($"  chain {chain} {{\n");
        foreach (var match in ServiceText.Matches(policy.Services))
            text.Append("    ").Append(match).Append("accept\n");
        text.Append("    drop\n  }\n");
    }

    private static void AppendJumps(StringBuilder text, string key, IEnumerable<string> elements)
    {
        var list = string.Join(", ", elements);
        if (list.Length > 0)
            text.Append($"    {key} vmap {{ {list} }}\n");
    }

    private static string Verdict(ZonePair pair, PolicyConfig policy) =>
        policy.Action is { } action ? NftText.Verdict(action) : $"goto {Chain(pair)}";

    /// <summary>The slash cannot be in a zone's name, so no two pairs share a chain.</summary>
    private static string Chain(ZonePair pair) => $"policy_{pair.From}/{pair.To}";
}
