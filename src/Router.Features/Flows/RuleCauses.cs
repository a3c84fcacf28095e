using System.Net.Sockets;
using Router.Core.Flows;
using Router.Core.Rulesets;
using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Firewall;

namespace Router.Features.Flows;

/// <summary>
/// From a rule that matched to what of the configuration made it. Rules of the ruleset stand for many lines of the document (a
/// policy of several services is one, neighbouring rules are one): which of them it was is told by the packet.
/// </summary>
/// <param name="config">The document.</param>
/// <param name="names">Of its links and zones.</param>
/// <param name="listeners">Where the router itself hears.</param>
/// <param name="sets">Who is in which address set.</param>
internal sealed class RuleCauses(RouterConfig config, FlowNames names, IReadOnlyList<Listener> listeners, SetMembers sets)
{
    private const string Router = FirewallConfig.RouterZone;
    private readonly FirewallConfig firewall = config.Firewall;
    private readonly TranslationCauses translations = new(config, names, sets);

    /// <summary>None: the rule is there in every ruleset (connection tracking, neighbour discovery).</summary>
    public IEnumerable<Cause> Of(TraceStep step, MetPacket packet) => step switch
    {
        { IsRest: true } => [NoPolicy(step.Chain, packet)],
        { Rule: { Path: { } path } rule } => Of(rule, path, step, packet),
        _ => [],
    };

    /// <summary>Sets that rules for packets of that link look into, and of which nobody knows what they hold.</summary>
    public IEnumerable<Cause> NotKnown(string? inputLink) => firewall.Rules
        .Where(rule => rule.From is null || rule.From == (inputLink is null ? Router : names.Zone(inputLink)))
        .SelectMany(rule => sets.Unknown(rule.Source).Concat(sets.Unknown(rule.Destination)));

    private IEnumerable<Cause> Of(Rule rule, IReadOnlyList<string> path, TraceStep step, MetPacket packet) => path switch
    {
        ["firewall", "rules", var name] => Decided(Taking(name, step.Chain, packet), packet),
        ["firewall", "policies", var pair] => Policy(pair, rule),
        ["firewall", "marks", var name] => Marked(name, packet),
        ["firewall", "mss", var zone] => [new Cause(path, $"its segments are at most {firewall.Mss[zone]} bytes")],
        ["firewall", "helpers", var name] => [new Cause(path, $"its data connections are known by the helper {name}")],
        ["firewall", "nat", ..] when rule.Ends(VerdictKind.Drop) => Spoofed(packet),
        ["firewall", "nat", ..] => translations.Of(rule, packet),
        ["services", "mappings"] when rule.Statements[^1] is Statement.Translate { Destination: true } =>
            [new Cause(path, $"a host inside asked for port {packet.DestinationPort}")],
        ["services", "mappings"] => [new Cause(path, "a host inside asked for the port that it leaves by")],
        ["services"] => Listening(packet),
        ["services", "igmp-proxy"] =>
            [new Cause(path, step.Chain == "forward" ? "its groups are carried to its zones" : "hosts and the line say what they join")],
        ["interfaces"] => Leased(packet),
        ["mesh"] => Tunnelled(step, packet),
        _ => [],
    };

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

    /// <summary>A policy of services is a chain of its own, which begins with a rule that goes there.</summary>
    private IEnumerable<Cause> Policy(string pair, Rule rule)
    {
        var action = firewall.Policies.First(policy => $"{policy.Key}" == pair).Value.Action;
        var effect = action is { } verdict ? Word(verdict)
            : rule.Ends(VerdictKind.Goto) ? "only its services"
            : rule.Ends(VerdictKind.Accept) ? "its services are accepted" : "not among its services";
        return [new Cause(["firewall", "policies", pair], $"policy: {effect}")];
    }

    /// <summary>A DHCP client's link.</summary>
    private IEnumerable<Cause> Leased(MetPacket packet)
    {
        if (names.Interface(packet.InputLink) is not { } client)
            return [];
        return packet.Source.AddressFamily == AddressFamily.InterNetworkV6
            ? [new Cause(["interfaces", client, "ipv6"], "answers to its DHCPv6 client come in")]
            : [new Cause(["interfaces", client, "dhcp"], "answers to its DHCP client come in")];
    }

    private IEnumerable<Cause> Decided(RuleConfig rule, MetPacket packet)
    {
        return
        [
            new Cause(["firewall", "rules", rule.Name], $"rule {rule.Name}: {Word(rule.Action)}{Conditions(rule)}"),
            .. sets.Causes(rule.Source, packet.Source),
            .. sets.Causes(rule.Destination, packet.Destination),
        ];
    }

    /// <summary>What held beside zones, addresses and services.</summary>
    private static string Conditions(RuleConfig rule)
    {
        List<string> held = [];
        if (rule.Mac.Count > 0)
            held.Add("from that hardware address");
        if (rule.Time is not null || rule.Days.Count > 0)
            held.Add(rule.Time is { } time ? $"at this time ({time})" : "on this day");
        if (rule.Limit is { } limit)
            held.Add($"within its limit of {limit.Count}/{limit.Unit.ToString().ToLowerInvariant()}");
        if (rule.Connections is { } connections)
            held.Add($"while its source has at most {connections} connections at once");
        return string.Concat(held.Select(condition => $", {condition}"));
    }

    private IEnumerable<Cause> Marked(string name, MetPacket packet)
    {
        var mark = firewall.Marks.First(mark => mark.Name == name);
        return
        [
            new Cause(["firewall", "marks", name], $"mark {name}: gets the number {mark.Mark}"),
            .. sets.Causes(mark.Source, packet.Source),
            .. sets.Causes(mark.Destination, packet.Destination),
        ];
    }

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
            if (settings.Addresses.Any(address => address.IsBeside(packet.Source)))
                yield return new Cause(["interfaces", name, "addresses"], $"{packet.Source} is of its network");
        }
    }

    private IEnumerable<Cause> Listening(MetPacket packet) => listeners
        .Where(listener => (byte)listener.Protocol == packet.Protocol && listener.Port == packet.DestinationPort
            && (listener.Links.Contains(packet.InputLink) || listener.Zones.Contains(names.Zone(packet.InputLink))))
        .Select(listener => new Cause(listener.Path, $"{listener.Name} is open to where it comes from"));

    /// <summary>
    /// A rule of the ruleset has the name of the first of several that became one: the first that takes the packet is it.
    /// </summary>
    private RuleConfig Taking(string name, string chain, MetPacket packet)
    {
        var rules = firewall.Rules.SkipWhile(rule => rule.Name != name).ToList();
        return rules.Find(rule => Takes(rule, chain, packet)) ?? rules[0];
    }

    private bool Takes(RuleConfig rule, string chain, MetPacket packet)
    {
        var (from, to) =
            (chain == "output" ? Router : names.Zone(packet.InputLink), chain == "input" ? Router : names.Zone(packet.OutputLink));
        return (rule.From is null || rule.From == from) && (rule.To is null || rule.To == to)
            && sets.Has(rule.Source, packet.Source) && sets.Has(rule.Destination, packet.Destination)
            && (rule.Service.Count == 0 || packet.IsOf(rule.Service))
            && (rule.SourcePorts.Count == 0
                || rule.SourcePorts.Any(range => range.First <= packet.SourcePort && packet.SourcePort <= range.Last));
    }

    private static string Word(FirewallAction action) =>
        action switch { FirewallAction.Accept => "accepted", FirewallAction.Drop => "dropped", _ => "rejected" };
}
