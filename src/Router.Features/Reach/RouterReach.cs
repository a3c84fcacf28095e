using System.Net;
using Router.Core.Values;
using Router.Features.Firewall;
using Router.Features.Firewall.Sets;

namespace Router.Features.Reach;

/// <summary>What rules and policies say of packets to the router and from it, in the order in which they are asked.</summary>
internal static class RouterReach
{
    public static ProtocolMatch Udp(ushort port) => new(TransportProtocol.Udp, new PortRange(port, port));

    /// <summary>Some host of the zone may. <paramref name="source"/>: with that address alone; null: any.</summary>
    public static bool MayEnter(FirewallConfig firewall, string zone, ProtocolMatch what, IPAddress? source = null)
    {
        foreach (var rule in firewall.Rules.Where(r => (r.From is null || r.From == zone) && r.To is null or FirewallConfig.RouterZone))
        {
            if (Verdict(firewall, rule, what, source) is { } verdict)
                return verdict;
        }
        return firewall.Policies.TryGetValue(new ZonePair(zone, FirewallConfig.RouterZone), out var policy) && Accepts(policy, what);
    }

    /// <summary>To some host of the zone. Where no policy is, the router may.</summary>
    public static bool MayLeave(FirewallConfig firewall, string zone, ProtocolMatch what)
    {
        foreach (var rule in firewall.Rules.Where(r => r.From == FirewallConfig.RouterZone && (r.To is null || r.To == zone)))
        {
            if (Verdict(firewall, rule, what, null) is { } verdict)
                return verdict;
        }
        return !firewall.Policies.TryGetValue(new ZonePair(FirewallConfig.RouterZone, zone), out var policy) || Accepts(policy, what);
    }

    /// <summary>Null: the rule is not about it, or refuses some only.</summary>
    private static bool? Verdict(FirewallConfig firewall, RuleConfig rule, ProtocolMatch what, IPAddress? source)
    {
        if (rule.Service.Count > 0 && !rule.Service.Any(service => Covers(service, what)))
            return null;
        if (source is not null && rule.Source.Count > 0 && !rule.Source.Any(match => Holds(firewall, match, source)))
            return null;
        if (rule.Action == FirewallAction.Accept)
            return true;
        var some = rule.Limit is not null || rule.Connections is not null || rule.IsConditional || rule.Destination.Count > 0
            || (source is null && rule.Source.Count > 0);
        return some ? null : false;
    }

    private static bool Accepts(PolicyConfig policy, ProtocolMatch what) =>
        policy.Action is { } action ? action == FirewallAction.Accept : policy.Services.Any(service => Covers(service, what));

    private static bool Covers(ServiceMatch service, ProtocolMatch what) => service.Protocols.Any(p => p.Covers(what));

    private static bool Holds(FirewallConfig firewall, AddressMatch match, IPAddress address) => match.Range is { } range
        ? Contains(range, address)
        : match.Suffix is { } suffix ? suffix.IsOf(address)
        : firewall.Sets.GetValueOrDefault(match.Set!, AddressSet.Empty).Addresses.Any(r => Contains(r, address));

    private static bool Contains(AddressRange range, IPAddress address) =>
        range.First.AddressFamily == address.AddressFamily
        && range.First.Number() <= address.Number() && address.Number() <= range.Last.Number();
}
