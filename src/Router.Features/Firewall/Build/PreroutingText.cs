using System.Text;
using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces;

namespace Router.Features.Firewall.Build;

/// <summary>What happens to a packet before its way is chosen: marks and helpers; and the short way of established connections.</summary>
internal static class PreroutingText
{
    private const string Flows = "established";

    public static void AppendObjects(StringBuilder text, RouterConfig config, Topology topology)
    {
        foreach (var helper in config.Firewall.Helpers)
            text.Append($"  ct helper {Name(helper)} {{\n    type \"{helper.Name}\" protocol {NftText.Protocol(helper.Protocol)}\n  }}\n");
        var devices = Devices(config, topology);
        if (config.Firewall.Way != FastPath.None && devices.Count > 0)
            text.Append(
                $"  flowtable {Flows} {{\n    hook ingress priority filter\n    devices = {{ {string.Join(", ", devices.Select(NftText.Quote))} }}\n{(config.Firewall.Way == FastPath.Hardware ? "    flags offload\n" : "")}  }}\n");
    }

    public static void Append(StringBuilder text, FirewallConfig firewall, Topology topology)
    {
        if (firewall.Marks.Count > 0)
        {
            text.Append("  chain marks {\n    type filter hook prerouting priority mangle; policy accept;\n");
            foreach (var mark in firewall.Marks)
            {
                foreach (var match in RuleText.Matches(mark.Match, topology, RuleText.Hook.Prerouting))
                    text.Append($"    {match}meta mark set {mark.Mark} comment {NftText.QuoteShort(mark.Name, RuleText.CommentBytes)}\n");
            }
            text.Append("  }\n");
        }
        if (firewall.Helpers.Count == 0)
            return;
        foreach (var (chain, hook) in (ReadOnlySpan<(string, string)>)[("helpers", "prerouting"), ("own_helpers", "output")])
        {
            text.Append($"  chain {chain} {{\n    type filter hook {hook} priority filter; policy accept;\n");
            foreach (var helper in firewall.Helpers)
                text.Append($"    {NftText.Protocol(helper.Protocol)} dport {helper.Port} ct helper set \"{Name(helper)}\"\n");
            text.Append("  }\n");
        }
    }

    public static void AppendOffload(StringBuilder text, RouterConfig config, Topology topology)
    {
        if (config.Firewall.Way != FastPath.None && Devices(config, topology).Count > 0)
            text.Append(
                $"    meta l4proto {{ tcp, udp }} ct state established {LinesText.NotOfALine(config, topology)}flow add @{Flows}\n");
    }

    private static string Name(ConntrackHelper helper) => $"helper_{helper.Name}";

    /// <summary>Ports that are there: a link that is made is not there yet when the rules are loaded.</summary>
    private static List<string> Devices(RouterConfig config, Topology topology) =>
    [
        .. config.Interfaces
            .Where(i => i.Value.Kind is InterfaceKind.Ethernet or InterfaceKind.Bridge && i.Value.Vrf is null)
            .SelectMany(i => topology.Ports[i.Key])
            .Where(port => config.Interfaces.GetValueOrDefault(port)?.Kind != InterfaceKind.Virtual)
            .Distinct(),
    ];
}
