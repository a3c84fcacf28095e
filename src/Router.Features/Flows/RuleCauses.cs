using System.Text.RegularExpressions;
using Router.Core.Flows;
using Router.Core.Rulesets;
using Router.Core.Values;
using Router.Features.Configuration;
using Router.Features.Firewall;
using Router.Features.Firewall.Build;

namespace Router.Features.Flows;

/// <summary>
/// From a rule that matched to what of the configuration made it. Rules of the ruleset stand for many lines of the document (a
/// policy of several services is one, neighbouring rules are one): which of them it was is told by the packet.
/// </summary>
internal sealed partial class RuleCauses(RouterConfig config, FlowNames names)
{
    private const string Router = FirewallConfig.RouterZone, ForwardsOf = "forwards_";
    private readonly FirewallConfig firewall = config.Firewall;
    private readonly SetMembers sets = new(config.Firewall);
    private readonly TranslationCauses translations = new(config, names, new SetMembers(config.Firewall));

    /// <summary>None: the rule is there in every ruleset (connection tracking, neighbour discovery).</summary>
    public IEnumerable<Cause> Of(TraceStep step, MetPacket packet) => step switch
    {
        { IsRest: true } => [NoPolicy(step.Chain, packet)],
        { Rule: null } => [],
        { Chain: "antispoof" } => Spoofed(packet),
        { Chain: "marks" } => Marked(step.Rule, packet),
        { Chain: "helpers" or "own_helpers" } => Helped(packet),
        { Chain: "prerouting" } => translations.Inwards(step.Rule, packet),
        { Chain: "postrouting" } => translations.Outwards(step.Rule, packet),
        { Chain: "input" or "forward" or "output" } => InHook(step, packet),
        { Chain: var chain } when chain.StartsWith(ForwardsOf, StringComparison.Ordinal) =>
            translations.Forwarded(chain[ForwardsOf.Length..], packet),
        { Chain: var chain } when chain.StartsWith("from_", StringComparison.Ordinal) =>
            Policy(chain["from_".Length..], names.Zone(packet.OutputLink)),
        { Chain: var chain } when chain.StartsWith("policy_", StringComparison.Ordinal) => PolicyServices(chain["policy_".Length..], step),
        _ => [],
    };

    private IEnumerable<Cause> InHook(TraceStep step, MetPacket packet)
    {
        if (Comment(step.Rule!) is { } comment && Rule(comment, step.Chain, packet) is { } rule)
            return Decided(rule, packet);
        if (step.Rule!.Contains("@listening", StringComparison.Ordinal))
            return Listening(packet);
        if (step.Rule.Contains("@dhcp_clients", StringComparison.Ordinal))
            return names.Interface(packet.InputLink) is { } client
                ? [new Cause(["interfaces", client, "dhcp"], "answers to its DHCP client come in")]
                : [];
        if (step.Rule.Contains("@dhcpv6_clients", StringComparison.Ordinal))
            return names.Interface(packet.InputLink) is { } client6
                ? [new Cause(["interfaces", client6, "ipv6"], "answers to its DHCPv6 client come in")]
                : [];
        if (step.Chain != "forward" && IsOfPolicy().IsMatch(step.Rule))
            return step.Chain == "input" ? Policy(names.Zone(packet.InputLink), Router) : Policy(Router, names.Zone(packet.OutputLink));
        return IsOfMesh().IsMatch(step.Rule) ? Tunnelled(step, packet) : [];
    }

    private Cause NoPolicy(string chain, MetPacket packet)
    {
        var (from, to) = chain switch
        {
            "input" => (names.Zone(packet.InputLink), Router),
            "output" => (Router, names.Zone(packet.OutputLink)),
            _ => (names.Zone(packet.InputLink), names.Zone(packet.OutputLink)),
        };
        if ((from is null ? packet.InputLink : to is null ? packet.OutputLink : null) is { } alone)
            return new Cause(
                names.Interface(alone) is { } name ? ["interfaces", name, "zone"] : ["interfaces"],
                $"{alone} is in no zone: nothing may pass");
        return new Cause(
            ["firewall", "policies", $"{from} -> {to}"], $"no policy {from} -> {to}, and what no policy or rule names is dropped");
    }

    private IEnumerable<Cause> Policy(string? from, string? to) =>
        from is null || to is null || !firewall.Policies.TryGetValue(new ZonePair(from, to), out var policy)
            ? []
            : [new Cause(
                ["firewall", "policies", $"{from} -> {to}"],
                policy.Action is { } action ? $"policy: {Word(action)}" : "policy: only its services")];

    private static IEnumerable<Cause> PolicyServices(string pair, TraceStep step)
    {
        var zones = pair.Split('/', 2);
        var effect = step.Verdict == TraceVerdict.Accept ? "policy: its services are accepted" : "policy: not among its services";
        return [new Cause(["firewall", "policies", $"{zones[0]} -> {zones[^1]}"], effect)];
    }

    private IEnumerable<Cause> Decided(RuleConfig rule, MetPacket packet)
    {
        var within = rule.Limit is { } limit ? $", within its limit of {limit.Count}/{limit.Unit.ToString().ToLowerInvariant()}" : "";
        return
        [
            new Cause(["firewall", "rules", rule.Name], $"rule {rule.Name}: {Word(rule.Action)}{within}"),
            .. sets.Causes(rule.Source, packet.Source),
            .. sets.Causes(rule.Destination, packet.Destination),
        ];
    }

    private IEnumerable<Cause> Marked(string rule, MetPacket packet) =>
        Comment(rule) is { } comment && firewall.Marks.FirstOrDefault(mark => IsNamed(mark.Name, comment)) is { } found
            ? [
                new Cause(["firewall", "marks", found.Name], $"mark {found.Name}: gets the number {found.Mark}"),
                .. sets.Causes(found.Source, packet.Source),
                .. sets.Causes(found.Destination, packet.Destination),
            ]
            : [];

    private IEnumerable<Cause> Helped(MetPacket packet) =>
        firewall.Helpers.FirstOrDefault(h => (byte)h.Protocol == packet.Protocol && h.Port == packet.DestinationPort) is { } helper
            ? [new Cause(["firewall", "helpers", helper.Name], $"its data connections are known by the helper {helper.Name}")]
            : [];

    /// <summary>Rules that a mesh has for its underlay.</summary>
    private IEnumerable<Cause> Tunnelled(TraceStep step, MetPacket packet)
    {
        var link = names.Interface(step.Chain == "output" ? packet.OutputLink : packet.InputLink);
        var effect = step.Verdict == TraceVerdict.Drop ? "its tunnels never pass in clear" : "its tunnels come in here";
        return config.Mesh
            .Where(mesh => mesh.Value.Underlay == link && link is not null)
            .Select(mesh => new Cause(["mesh", mesh.Key, "underlay"], effect));
    }

    private IEnumerable<Cause> Spoofed(MetPacket packet)
    {
        if (names.Zone(packet.InputLink) is { } zone)
            yield return new Cause(
                ["firewall", "nat", "masquerade", zone], $"from zone {zone} nobody can have an address of an inner network");
        foreach (var (name, settings) in config.Interfaces)
        {
            if (settings.Addresses.Any(address => address.Network.Contains(packet.Source)))
                yield return new Cause(["interfaces", name, "addresses"], $"{packet.Source} is of its network");
        }
    }

    private IEnumerable<Cause> Listening(MetPacket packet)
    {
        if (config.Services.Ssh?.Port == packet.DestinationPort)
            return [new Cause(["services", "ssh"], "the SSH server is open to this zone")];
        if (config.Services.Proxy?.Port == packet.DestinationPort)
            return [new Cause(["services", "proxy"], "the web proxy is open to this zone")];
        return config.Services.Files is null ? [] : [new Cause(["services", "files"], "the file server is open to this zone")];
    }

    /// <summary>
    /// A rule of the ruleset has the name of the first of several that became one: the first that takes the packet is it.
    /// </summary>
    private RuleConfig? Rule(string comment, string chain, MetPacket packet)
    {
        var rules = firewall.Rules.ToList();
        var first = rules.FindIndex(rule => IsNamed(rule.Name, comment));
        return first < 0 ? null : rules.Skip(first).FirstOrDefault(rule => Takes(rule, chain, packet)) ?? rules[first];
    }

    private bool Takes(RuleConfig rule, string chain, MetPacket packet)
    {
        var (from, to) =
            (chain == "output" ? Router : names.Zone(packet.InputLink), chain == "input" ? Router : names.Zone(packet.OutputLink));
        return (rule.From is null || rule.From == from) && (rule.To is null || rule.To == to)
            && sets.Has(rule.Source, packet.Source) && sets.Has(rule.Destination, packet.Destination)
            && (rule.Service.Count == 0 || packet.IsOf(rule.Service));
    }

    /// <summary>A comment is a name, without quotes and cut off where it is long.</summary>
    private static bool IsNamed(string name, string comment) => NftText.QuoteShort(name, 128)[1..^1] == comment;

    private static string? Comment(string rule)
    {
        const string mark = " comment \"";
        var at = rule.LastIndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? null : rule[(at + mark.Length)..^1];
    }

    /// <summary>A zone's link, or the set of its links, and the verdict for all that it brings or takes.</summary>
    [GeneratedRegex("^(meta )?\\S*ifname (@zone_\\S+|\"(?!lo\")[^\"]+\") (accept|drop|goto \\S+)$", RegexOptions.CultureInvariant)]
    private static partial Regex IsOfPolicy();

    [GeneratedRegex("^(meta )?\\S*ifname \"[^\"]+\" (meta l4proto (gre|esp)|udp dport \\{ 500)", RegexOptions.CultureInvariant)]
    private static partial Regex IsOfMesh();

    private static string Word(FirewallAction action) =>
        action switch { FirewallAction.Accept => "accepted", FirewallAction.Drop => "dropped", _ => "rejected" };
}
