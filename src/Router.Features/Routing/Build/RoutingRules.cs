using System.Net.Sockets;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Routing.Build;

/// <summary>Rules of the document as the kernel has them: one for each address family that they are for.</summary>
internal static class RoutingRules
{
    /// <summary>Behind the kernel's table of local addresses and before its main table.</summary>
    private const uint FirstPriority = 10_000;

    /// <summary>Before the document's: the answers of a connection have no choice.</summary>
    private const uint LinesPriority = 9_000;

    public static IEnumerable<RoutingRule> Of(RouterConfig config, Topology topology)
    {
        foreach (var line in Lines.Of(config, topology).DistinctBy(line => (line.IPv6, line.Table)))
            yield return new RoutingRule(line.IPv6, LinesPriority + line.Table, line.Table, null, null, line.Mark);
        for (var i = 0; i < config.Routing.Rules.Count; i++)
        {
            var rule = config.Routing.Rules[i];
            var from = rule.From is { } name ? topology.KernelName(name, config.Interfaces[name]) : null;
            if (rule.From is not null && from is null)
                continue;
            foreach (var ipv6 in new[] { false, true })
            {
                // The kernel keeps none for a source that is everything: then only the family counts.
                var source = rule.Source is { PrefixLength: > 0 } some ? some : (System.Net.IPNetwork?)null;
                if (rule.Source is null || (rule.Source.Value.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6) == ipv6)
                    yield return new RoutingRule(ipv6, FirstPriority + (uint)i, Table(config, rule.Table), source, from, rule.Mark ?? 0);
            }
        }
    }

    public static uint Table(RouterConfig config, string name) =>
        name == RoutingConfig.MainTable ? Route.MainTable : (uint)config.Routing.Tables[name].Id;
}
