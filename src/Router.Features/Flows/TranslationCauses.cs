using Router.Core.Flows;
using Router.Core.Rulesets;
using Router.Features.Configuration;
using Router.Features.Firewall;
using Router.Features.Firewall.Build;

namespace Router.Features.Flows;

/// <summary>
/// Which entries of <c>firewall nat</c> made a translation. A map stands for many of them: the packet tells which it was.
/// </summary>
internal sealed class TranslationCauses(RouterConfig config, FlowNames names, SetMembers sets)
{
    private readonly NatConfig nat = config.Firewall.Nat;

    public IEnumerable<Cause> Of(Rule rule, MetPacket packet) => rule.Statements[^1] switch
    {
        Statement.Masquerade => Masqueraded(packet),
        Statement.Translate { To: Operand.Lookup { Key: { IsJoined: true }, Map: var map } } => Forwarded(map, packet),
        Statement.Translate { To: Operand.Lookup { Map: var map }, Destination: true } => Inwards(map, packet),
        Statement.Translate { To: Operand.Lookup { Map: var map } } => OneToOne(map, packet),
        Statement.Translate when rule.Path is [_, _, "forwards", var name] => Forwarded(name, nat.Forwards[name], packet),
        Statement.Translate translate when rule.Path is [_, _, "prefixes", var name] => Prefix(name, translate.Destination),
        Statement.Translate => Source(rule.Path![^1], packet),
        _ => [],
    };

    private IEnumerable<Cause> Forwarded(string map, MetPacket packet)
    {
        if (nat.Forwards.FirstOrDefault(
                f => f.Value.IsPlain && PortForwards.MapsOf(f.Value).Contains(map) && packet.IsOf(f.Value.Service))
            is { Key: { } name, Value: { } forward })
            return Forwarded(name, forward, packet);
        return [];
    }

    private IEnumerable<Cause> Forwarded(string name, ForwardConfig forward, MetPacket packet) =>
    [
        new Cause(
            ["firewall", "nat", "forwards", name],
            $"port forward {name}: goes to {Flow.End(forward.To, forward.ToPort ?? packet.DestinationPort)}"),
        .. sets.Causes(forward.Source, packet.Source),
    ];

    private IEnumerable<Cause> Prefix(string name, bool inwards)
    {
        var (inner, outer) = (nat.Prefixes[name].Inner, nat.Prefixes[name].Outer);
        yield return new Cause(
            ["firewall", "nat", "prefixes", name],
            inwards ? $"prefix {name}: {outer} is {inner} inside" : $"prefix {name}: {inner} is {outer} there");
    }

    private IEnumerable<Cause> Inwards(string map, MetPacket packet)
    {
        foreach (var (key, entries, word) in new[]
        {
            ("one-to-one", nat.OneToOne, "1:1 NAT"),
            ("destination", nat.Destination, "destination NAT")
        })
        {
            if (entries.FirstOrDefault(e => AddressTranslation.Inwards(e.Value) == map && e.Value.Outer.Equals(packet.Destination))
                is { Key: { } name, Value: { } entry })
                yield return new Cause(["firewall", "nat", key, name], $"{word} {name}: {entry.Outer} is {entry.Inner}");
        }
    }

    private IEnumerable<Cause> OneToOne(string map, MetPacket packet)
    {
        if (nat.OneToOne.FirstOrDefault(e => AddressTranslation.Outwards(e.Value) == map && e.Value.Inner.Equals(packet.Source))
            is { Key: { } name, Value: { } entry })
            yield return new Cause(["firewall", "nat", "one-to-one", name], $"1:1 NAT {name}: {entry.Inner} is {entry.Outer} there");
    }

    private IEnumerable<Cause> Source(string name, MetPacket packet) =>
    [
        new Cause(["firewall", "nat", "source", name], $"source NAT {name}: leaves zone {nat.Source[name].To} with an address of its own"),
        .. sets.Causes(nat.Source[name].Source, packet.Source)
    ];

    private IEnumerable<Cause> Masqueraded(MetPacket packet)
    {
        if (names.Zone(packet.OutputLink) is { } zone && nat.Masquerade.Contains(zone))
            return [new Cause(["firewall", "nat", "masquerade", zone], $"leaves zone {zone} with the router's own address")];
        return names.Interface(packet.OutputLink) is { } name
            ? [new Cause(["interfaces", name], "goes back where it came from, so with the router's own address")]
            : [];
    }
}
