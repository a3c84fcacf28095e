using Router.Core.Rulesets;
using Router.Core.Values;
using Router.Features.Building;
using static Router.Core.Rulesets.Statement;

namespace Router.Features.Firewall.Build;

/// <summary>Port forwards that are for some alone, or write to the log: rules of their own, in front of the maps of all others.</summary>
internal static class ForwardRules
{
    public static IEnumerable<TableObject> Objects(NatConfig nat) => Limited(nat).Select(
        limited => new TableObject.Limit(limited.Limit, RuleLimits.Rate(limited.Forward.LogLimit!.Value)));

    public static IEnumerable<Rule> Of(NatConfig nat, string zone, Topology topology)
    {
        if (nat.Forwards.Values.All(forward => forward.IsPlain))
            yield break;
        var limits = Limited(nat).ToDictionary(limited => limited.Name, limited => limited.Limit);
        foreach (var (name, forward) in nat.Forwards.Where(f => f.Value.From == zone && !f.Value.IsPlain))
        {
            var place = Places.Forward(name);
            foreach (var matches in Matches(forward, topology))
            {
                var log = forward.Log ? new Log(forward.LogPrefix ?? $"router {name}") : null;
                if (log is not null && limits.TryGetValue(name, out var limit))
                {
                    yield return new Rule([.. matches, new Limit(limit), log]) { Comment = name, Path = place };
                    log = null;
                }
                yield return new Rule([.. matches, .. log is null ? (Statement[])[] : [log], To(forward)]) { Comment = name, Path = place };
            }
        }
    }

    private static Translate To(ForwardConfig forward) =>
        new(Destination: true, PortForwards.IsIPv6(forward), new Operand.Value($"{forward.To}")) { Port = forward.ToPort };

    /// <summary>The source, and ports of one protocol: the kernel changes a port only where it knows whose it is.</summary>
    private static IEnumerable<Match[]> Matches(ForwardConfig forward, Topology topology)
    {
        var ipv6 = PortForwards.IsIPv6(forward);
        var protocols = forward.Service.SelectMany(service => service.Protocols).Where(p => p.Ports is not null)
            .GroupBy(p => p.Protocol, p => p.Ports!.Value).ToList();
        foreach (var source in AddressMatches.Of(forward.Source, Selector.Source, name => DocumentRules.Arrived(name, topology)))
        {
            if (source.Any(match => match.Selector.IsIPv6 is { } family && family != ipv6))
                continue;
            foreach (var ports in protocols)
                yield return
                [
                    .. source.Length == 0 ? [Match.IsFamily(ipv6)] : source,
                    Match.OneOf(new($"{NftText.Protocol(ports.Key)} dport"), PortRanges.Join(ports).Select(range => $"{range}")),
                ];
        }
    }

    private static IEnumerable<(string Name, ForwardConfig Forward, string Limit)> Limited(NatConfig nat) => nat.Forwards
        .Select((forward, index) => (forward.Key, forward.Value, $"forward_{index + 1}_log"))
        .Where(limited => limited.Value is { Log: true, LogLimit: not null });
}
