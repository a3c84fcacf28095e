using System.Text;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Firewall.Build;

/// <summary>The filter chains: input, forward and output.</summary>
internal static class ChainsText
{
    /// <summary>
    /// A rule beside the policy of the chain: where a table takes the place of another, the kernel sets the policy of a new chain last, and
    /// until then lets through what reaches its end (measured: a forbidden packet in ten reloads at 5,000 a second).
    /// </summary>
    private const string DropRest = "    drop\n  }\n";

    public static void Append(StringBuilder text, RouterConfig config, Topology topology)
    {
        var firewall = config.Firewall;
        text.Append(
            """
              chain refuse {
                meta l4proto tcp reject with tcp reset
                reject with icmpx admin-prohibited
              }

            """);
        PolicyText.AppendRouterChains(text, firewall);
        PolicyText.AppendForward(text, firewall, topology);
        OneWayText.AppendChain(text, config, topology);
        var meshes = MeshText.Underlays(config, topology);
        AppendInput(text, firewall, topology, meshes);
        AppendForward(text, config, topology);
        AppendOutput(text, firewall, topology, meshes);
    }

    private static void AppendInput(StringBuilder text, FirewallConfig firewall, Topology topology, IReadOnlyList<MeshUnderlay> meshes)
    {
        text.Append(
            """
              chain input {
                type filter hook input priority filter; policy drop;
                iifname "lo" accept

            """);
        MeshText.AppendInput(text, meshes);
        text.Append(
            """
                ct state established,related accept
                ct state invalid drop
                icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit, nd-router-advert, mld-listener-query } accept

            """);
        RuleText.Append(text, firewall.Rules, topology, RuleText.Hook.Input);
        OpenServices.AppendRules(text, topology);
        PolicyText.AppendInputJumps(text, firewall, topology);
        text.Append(DropRest);
    }

    private static void AppendForward(StringBuilder text, RouterConfig config, Topology topology)
    {
        var firewall = config.Firewall;
        text.Append(
            """
              chain forward {
                type filter hook forward priority filter; policy drop;
                tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu

            """);
        MeshText.AppendForward(text, config);
        PreroutingText.AppendOffload(text, config, topology);
        text.Append($"    ct state established,related accept\n    ct state invalid {OneWayText.InvalidVerdict(config, topology)}\n");
        RuleText.Append(text, firewall.Rules, topology, RuleText.Hook.Forward);
        text.Append("    ct status dnat accept\n");
        PolicyText.AppendForwardJumps(text, firewall, topology);
        text.Append(DropRest);
    }

    private static void AppendOutput(StringBuilder text, FirewallConfig firewall, Topology topology, IReadOnlyList<MeshUnderlay> meshes)
    {
        text.Append(
            """
              chain output {
                type filter hook output priority filter; policy accept;
                oifname "lo" accept

            """);
        MeshText.AppendOutput(text, meshes);
        text.Append(
            """
                ct state established,related accept

            """);
        MeshText.AppendOutputBegins(text, meshes);
        RuleText.Append(text, firewall.Rules, topology, RuleText.Hook.Output);
        PolicyText.AppendOutputJumps(text, firewall, topology);
        text.Append("  }\n");
    }
}
