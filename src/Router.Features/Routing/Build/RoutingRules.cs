using System.Net;
using System.Net.Sockets;
using Router.Core.State;
using Router.Core.Uplinks;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Firewall;

namespace Router.Features.Routing.Build;

/// <summary>Rules of the document as the kernel has them: one for each address family that they are for.</summary>
internal static class RoutingRules
{
    /// <summary>Behind the kernel's table of local addresses and before its main table.</summary>
    private const uint FirstPriority = 10_000;

    /// <summary>Before the document's: the answers of a connection have no choice.</summary>
    private const uint LinesPriority = 9_000, UplinksPriority = 9_300;

    public static IEnumerable<RoutingRule> Of(RouterConfig config, Topology topology)
    {
        foreach (var line in Lines.Of(config, topology).DistinctBy(line => (line.IPv6, line.Table)))
        {
            if (!UplinkNumbers.IsLineTable(line.Table))
                yield return new RoutingRule(line.IPv6, LinesPriority + line.Table, line.Table, null, null, line.Mark);
        }
        foreach (var rule in OfUplinks(config, topology).Concat(OfDocument(config, topology)))
            yield return rule;
    }

    public static uint Table(RouterConfig config, RoutingRuleConfig rule) =>
        rule.Uplink is { } uplink ? UplinkNumbers.OutwardTable(UplinkNumbers.Of(uplink))
        : rule.Table is null or RoutingConfig.MainTable ? Route.MainTable
        : (uint)config.Routing.Tables[rule.Table].Id;

    /// <summary>
    /// What came in by a line is answered by it. What went out by one, and what is bound to an address of it, goes on by it while it is
    /// good, but for what a better route than the default one is for.
    /// </summary>
    private static IEnumerable<RoutingRule> OfUplinks(RouterConfig config, Topology topology)
    {
        var priority = UplinksPriority;
        var uplinks = UplinkLines.Of(config, topology);
        foreach (var uplink in uplinks)
        {
            var table = UplinkNumbers.LineTable(uplink.Number);
            foreach (var ipv6 in Families)
                yield return new RoutingRule(ipv6, priority, table, null, null, UplinkLines.LineMark(uplink));
            priority++;
        }
        foreach (var uplink in uplinks)
        {
            var table = UplinkNumbers.OutwardTable(uplink.Number);
            foreach (var ipv6 in Families)
            {
                foreach (var rule in Outward(new RoutingRule(ipv6, priority, table, null, null, UplinkLines.OutwardMark(uplink))))
                    yield return rule;
            }
            priority += 2;
            foreach (var address in config.Interfaces[config.Routing.Uplinks[uplink.Name].Interface].Addresses
                .Where(address => !address.Address.IsIPv6LinkLocal))
            {
                var source = new IPNetwork(address.Address, address.IsIPv6 ? 128 : 32);
                foreach (var rule in Outward(new RoutingRule(address.IsIPv6, priority, table, source, null, 0)))
                    yield return rule;
                priority += 2;
            }
        }
    }

    private static IEnumerable<RoutingRule> OfDocument(RouterConfig config, Topology topology)
    {
        var priority = FirstPriority;
        foreach (var rule in config.Routing.Rules)
        {
            var from = rule.From is { } name ? topology.KernelName(name, config.Interfaces[name]) : null;
            if (rule.From is not null && from is null)
            {
                priority++;
                continue;
            }
            foreach (var service in Services(rule))
            {
                foreach (var ipv6 in Families.Where(ipv6 => IsFor(rule, service, ipv6)))
                {
                    // The kernel keeps none for a network that is everything: then only the family counts.
                    var made = new RoutingRule(ipv6, priority, Table(config, rule), Some(rule.Source), from, rule.Mark ?? 0)
                    {
                        Destination = Some(rule.Destination),
                        Transport = (byte)(service?.Protocol ?? 0),
                        Ports = service?.Ports,
                    };
                    foreach (var one in rule.Uplink is null ? [made] : Outward(made))
                        yield return one;
                }
                priority += rule.Uplink is null ? 1u : 2u;
            }
        }
    }

    /// <summary>With the next number as well: first what better routes are for.</summary>
    private static RoutingRule[] Outward(RoutingRule rule) =>
        [rule with { Table = Route.MainTable, WithoutDefault = true }, rule with { Priority = rule.Priority + 1 }];

    private static readonly bool[] Families = [false, true];

    private static IEnumerable<ProtocolMatch?> Services(RoutingRuleConfig rule) =>
        rule.Service.Count == 0
            ? [null]
            : rule.Service.SelectMany(service => service.Protocols).Distinct().Select(protocol => (ProtocolMatch?)protocol);

    private static bool IsFor(RoutingRuleConfig rule, ProtocolMatch? service, bool ipv6) =>
        Of(rule.Source, ipv6) && Of(rule.Destination, ipv6) && service?.Protocol switch
        {
            Core.Values.TransportProtocol.Icmp => !ipv6,
            Core.Values.TransportProtocol.Icmpv6 => ipv6,
            _ => true,
        };

    private static bool Of(IPNetwork? network, bool ipv6) =>
        network is null || network.Value.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 == ipv6;

    private static IPNetwork? Some(IPNetwork? network) => network is { PrefixLength: > 0 } ? network : null;
}
