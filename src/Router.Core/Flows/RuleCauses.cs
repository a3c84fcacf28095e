using System.Net;
using Router.Core.Config.Shapes;
using Router.Core.Sections;
using Router.Core.Sections.Firewall;
using Router.Core.State;
using Router.Core.Values;

namespace Router.Core.Flows;

/// <summary>A packet as it meets a rule; links are kernel names, null: none (yet).</summary>
internal sealed record MetPacket(byte Protocol, IPAddress Source, ushort? SourcePort, IPAddress Destination, ushort? DestinationPort, string? InputLink, string? OutputLink);

/// <summary>A place of the document as words, and what it did.</summary>
internal sealed record Cause(IReadOnlyList<string> Path, string Effect);

/// <summary>
/// From a rule that matched to what of the configuration made it. Rules of the ruleset stand for many lines of the document (a
/// policy of several services is one, neighbouring rules are one): which of them it was is told by the packet.
/// </summary>
internal sealed class RuleCauses(RouterConfig config, FlowNames names)
{
    private const string Router = FirewallConfig.RouterZone;
    private readonly FirewallConfig firewall = config.Firewall;

    /// <summary>None: the rule is there in every ruleset (connection tracking, neighbour discovery).</summary>
    public IEnumerable<Cause> Of(TraceStep step, MetPacket packet) => step switch
    {
        { IsRest: true } => [NoPolicy(step.Chain, packet)],
        { Rule: null } => [],
        { Chain: "antispoof" } => Spoofed(packet),
        { Chain: "postrouting" } => Masqueraded(step, packet),
        { Chain: "input" or "forward" or "output" } => InHook(step, packet),
        { Chain: var chain } when chain.StartsWith("forwards_", StringComparison.Ordinal) => Forwarded(chain["forwards_".Length..], packet),
        { Chain: var chain } when chain.StartsWith("from_", StringComparison.Ordinal) => Policy(chain["from_".Length..], names.Zone(packet.OutputLink)),
        { Chain: var chain } when chain.StartsWith("policy_", StringComparison.Ordinal) => PolicyServices(chain["policy_".Length..], step),
        _ => [],
    };

    /// <summary>The forward that takes the packet; null: none.</summary>
    public string? ForwardOf(string zone, MetPacket packet) => firewall.Nat.Forwards.FirstOrDefault(f =>
        f.Value.From == zone && f.Value.To.AddressFamily == packet.Destination.AddressFamily && Serves(f.Value.Service, packet)).Key;

    private IEnumerable<Cause> InHook(TraceStep step, MetPacket packet)
    {
        if (Comment(step.Rule!) is { } comment && Rule(comment, step.Chain, packet) is { } rule)
            return [new Cause(["firewall", "rules", rule.Name], $"rule {rule.Name}: {Word(rule.Action)}")];
        if (step.Rule!.Contains("@listening", StringComparison.Ordinal))
            return Listening(packet);
        if (step.Rule.Contains("@dhcp_clients", StringComparison.Ordinal))
            return names.Interface(packet.InputLink) is { } client ? [new Cause(["interfaces", client, "dhcp"], "answers to its DHCP client come in")] : [];
        if (step.Rule.Contains("@dhcpv6_clients", StringComparison.Ordinal))
            return names.Interface(packet.InputLink) is { } client6 ? [new Cause(["interfaces", client6, "ipv6"], "answers to its DHCPv6 client come in")] : [];
        if (step.Rule.StartsWith("iifname @zone_", StringComparison.Ordinal) && step.Chain == "input")
            return Policy(names.Zone(packet.InputLink), Router);
        return step.Rule.StartsWith("oifname @zone_", StringComparison.Ordinal) ? Policy(Router, names.Zone(packet.OutputLink)) : [];
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
            return new Cause(names.Interface(alone) is { } name ? ["interfaces", name, "zone"] : ["interfaces"], $"{alone} is in no zone: nothing may pass");
        return new Cause(["firewall", "policies", $"{from} -> {to}"], $"no policy {from} -> {to}, and what no policy or rule names is dropped");
    }

    private IEnumerable<Cause> Policy(string? from, string? to) =>
        from is null || to is null || !firewall.Policies.TryGetValue(new ZonePair(from, to), out var policy)
            ? []
            : [new Cause(["firewall", "policies", $"{from} -> {to}"], policy.Action is { } action ? $"policy: {Word(action)}" : "policy: only its services")];

    private static IEnumerable<Cause> PolicyServices(string pair, TraceStep step)
    {
        var zones = pair.Split('/', 2);
        var effect = step.Verdict == TraceVerdict.Accept ? "policy: its services are accepted" : "policy: not among its services";
        return [new Cause(["firewall", "policies", $"{zones[0]} -> {zones[^1]}"], effect)];
    }

    private IEnumerable<Cause> Forwarded(string zone, MetPacket packet) => ForwardOf(zone, packet) is { } name
        ? [new Cause(["firewall", "nat", "forwards", name], $"port forward {name}: goes to {Flow.End(firewall.Nat.Forwards[name].To, firewall.Nat.Forwards[name].ToPort ?? packet.DestinationPort)}")]
        : [];

    private IEnumerable<Cause> Masqueraded(TraceStep step, MetPacket packet)
    {
        if (!step.Rule!.Contains("masquerade", StringComparison.Ordinal))
            return [];
        if (names.Zone(packet.OutputLink) is { } zone && firewall.Nat.Masquerade.Contains(zone))
            return [new Cause(["firewall", "nat", "masquerade", zone], $"leaves zone {zone} with the router's own address")];
        return names.Interface(packet.OutputLink) is { } name ? [new Cause(["interfaces", name], "goes back where it came from, so with the router's own address")] : [];
    }

    private IEnumerable<Cause> Spoofed(MetPacket packet)
    {
        if (names.Zone(packet.InputLink) is { } zone)
            yield return new Cause(["firewall", "nat", "masquerade", zone], $"from zone {zone} nobody can have an address of an inner network");
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

    /// <summary>A rule of the ruleset has the name of the first of several that became one: the first that takes the packet is it.</summary>
    private RuleConfig? Rule(string comment, string chain, MetPacket packet)
    {
        var rules = firewall.Rules.ToList();
        var first = rules.FindIndex(rule => rule.Name.Replace('"', '\'').StartsWith(comment, StringComparison.Ordinal));
        return first < 0 ? null : rules.Skip(first).FirstOrDefault(rule => Takes(rule, chain, packet)) ?? rules[first];
    }

    private bool Takes(RuleConfig rule, string chain, MetPacket packet)
    {
        var (from, to) = (chain == "output" ? Router : names.Zone(packet.InputLink), chain == "input" ? Router : names.Zone(packet.OutputLink));
        return (rule.From is null || rule.From == from) && (rule.To is null || rule.To == to)
            && Has(rule.Source, packet.Source) && Has(rule.Destination, packet.Destination) && (rule.Service.Count == 0 || Serves(rule.Service, packet));
    }

    private bool Has(ValueList<AddressMatch> matches, IPAddress address) => matches.Count == 0 || matches.Any(match =>
        match.Range is { } range ? Within(range, address) : firewall.Sets.TryGetValue(match.Set!, out var set) && set.Addresses.Any(r => Within(r, address)));

    private static bool Within(AddressRange range, IPAddress address) =>
        range.First.AddressFamily == address.AddressFamily && range.First.Number() <= address.Number() && address.Number() <= range.Last.Number();

    private static bool Serves(IEnumerable<ServiceMatch> services, MetPacket packet) => services.SelectMany(s => s.Protocols).Any(match =>
        (byte)match.Protocol == packet.Protocol && (match.Ports is not { } ports || (packet.DestinationPort is { } port && ports.First <= port && port <= ports.Last)));

    private static string? Comment(string rule)
    {
        const string mark = " comment \"";
        var at = rule.LastIndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? null : rule[(at + mark.Length)..^1];
    }

    private static string Word(FirewallAction action) => action switch { FirewallAction.Accept => "accepted", FirewallAction.Drop => "dropped", _ => "rejected" };
}
