using System.Net.Sockets;
using Router.Core.Flows;
using Router.Features.Configuration;
using Router.Features.Firewall;

namespace Router.Features.Flows;

/// <summary>
/// Which entries of <c>firewall nat</c> made a translation. A map stands for many of them: the packet tells which it was.
/// </summary>
internal sealed class TranslationCauses(RouterConfig config, FlowNames names, SetMembers sets)
{
    private const string InwardsMap = "_inwards/", OutwardsMap = "_outwards/";
    private readonly NatConfig nat = config.Firewall.Nat;

    /// <summary>The forward that takes the packet; null: none.</summary>
    public string? ForwardOf(string zone, MetPacket packet) => nat.Forwards.FirstOrDefault(f =>
        f.Value.From == zone && f.Value.To.AddressFamily == packet.Destination.AddressFamily && packet.IsOf(f.Value.Service)).Key;

    public IEnumerable<Cause> Forwarded(string zone, MetPacket packet) => ForwardOf(zone, packet) is { } name
        ? [new Cause(
            ["firewall", "nat", "forwards", name],
            $"port forward {name}: goes to {Flow.End(nat.Forwards[name].To, nat.Forwards[name].ToPort ?? packet.DestinationPort)}")]
        : [];

    /// <summary>Of a rule of the chain <c>prerouting</c>.</summary>
    public IEnumerable<Cause> Inwards(string rule, MetPacket packet)
    {
        if (ZoneOf(rule, InwardsMap) is not { } zone)
            yield break;
        foreach (var (key, entries, word) in new[]
        {
            ("one-to-one", nat.OneToOne, "1:1 NAT"),
            ("destination", nat.Destination, "destination NAT")
        })
        {
            if (entries.FirstOrDefault(
                e => e.Value.Zone == zone && e.Value.Outer.Equals(packet.Destination)) is { Key: { } name, Value: { } entry })
                yield return new Cause(["firewall", "nat", key, name], $"{word} {name}: {entry.Outer} is {entry.Inner}");
        }
    }

    /// <summary>Of a rule of the chain <c>postrouting</c>.</summary>
    public IEnumerable<Cause> Outwards(string rule, MetPacket packet)
    {
        if (ZoneOf(rule, OutwardsMap) is { } zone)
            return OneToOne(zone, packet);
        if (rule.Contains(" snat ", StringComparison.Ordinal))
            return Source(packet);
        return rule.Contains("masquerade", StringComparison.Ordinal) ? Masqueraded(packet) : [];
    }

    private IEnumerable<Cause> OneToOne(string zone, MetPacket packet)
    {
        if (nat.OneToOne.FirstOrDefault(
            e => e.Value.Zone == zone && e.Value.Inner.Equals(packet.Source)) is { Key: { } name, Value: { } entry })
            yield return new Cause(["firewall", "nat", "one-to-one", name], $"1:1 NAT {name}: {entry.Inner} is {entry.Outer} there");
    }

    /// <summary>The first one that takes the packet, as in the ruleset.</summary>
    private IEnumerable<Cause> Source(MetPacket packet)
    {
        var zone = names.Zone(packet.OutputLink);
        var ipv6 = packet.Source.AddressFamily == AddressFamily.InterNetworkV6;
        if (nat.Source.FirstOrDefault(s => s.Value.To == zone && s.Value.Address.IsIPv6 == ipv6
            && sets.Has(s.Value.Source, packet.Source)) is not { Key: { } name, Value: { } source })
            return [];
        return
        [
            new Cause(["firewall", "nat", "source", name], $"source NAT {name}: leaves zone {zone} with an address of its own"),
            .. sets.Causes(source.Source, packet.Source)
        ];
    }

    private IEnumerable<Cause> Masqueraded(MetPacket packet)
    {
        if (names.Zone(packet.OutputLink) is { } zone && nat.Masquerade.Contains(zone))
            return [new Cause(["firewall", "nat", "masquerade", zone], $"leaves zone {zone} with the router's own address")];
        return names.Interface(packet.OutputLink) is { } name
            ? [new Cause(["interfaces", name], "goes back where it came from, so with the router's own address")]
            : [];
    }

    /// <summary>The zone whose map the rule asks; null: it asks none of that kind.</summary>
    private static string? ZoneOf(string rule, string map)
    {
        var at = rule.IndexOf(map, StringComparison.Ordinal);
        return at < 0 ? null : rule[(at + map.Length)..].Split(' ')[0];
    }
}
