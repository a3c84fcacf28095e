using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Router.Core.Flows;
using Router.Core.State;
using Router.Core.Uplinks;
using Router.Documents;
using Router.Features.Configuration;
using Router.Features.Firewall;
using Router.Features.Routes;
using Router.Features.Routing;
using Router.Features.Routing.Build;

namespace Router.Features.Flows;

/// <summary>From the entry of a routing table that was taken to what of the configuration made it, and what chose the table.</summary>
internal sealed class RouteCauses(RouterConfig config, FlowNames names)
{
    public IEnumerable<Cause> Of(FlowTrace trace)
    {
        if (trace.Route is not { } route)
            return DeadEnd(trace) is var (choice, path) ? [.. choice, new Cause(path, "its route leads nowhere")] : [];
        if (route.Local)
            return names.Own(trace.RoutedTo, route.Link) is var (link, own)
                ? [new Cause(["interfaces", link, "addresses", own.ToString()], "the destination is the router itself")]
                : [];
        var chosen = Rules(trace).FirstOrDefault(rule => RoutingRules.Table(config, rule) == route.Table);
        return [.. Choice(chosen), .. Uplink(route) ?? Entry(route, chosen?.Table)];
    }

    /// <summary>Null: no choice of uplinks made the entry.</summary>
    private IEnumerable<Cause>? Uplink(FoundRoute route)
    {
        if (route.Prefix.PrefixLength > 0 || (route.Table != Route.MainTable && !IsOfUplinks(route.Table)))
            return null;
        var over = config.Routing.Uplinks.FirstOrDefault(u => u.Value.Interface == names.Interface(route.Link)).Key;
        return over is null ? null : [new Cause(["routing", "uplinks", over], $"uplink {over}, which is taken now")];
    }

    private bool IsOfUplinks(uint table) => NameOfUplink(table) is not null;

    private string? NameOfUplink(uint table) => config.Routing.Uplinks.Keys.FirstOrDefault(
        name => UplinkNumbers.Of(name) is var number
            && (table == UplinkNumbers.LineTable(number) || table == UplinkNumbers.OutwardTable(number)));

    /// <summary>True: the kernel says no more than that there is no way, and the document says why.</summary>
    public bool IsDeadEnd(FlowTrace trace) => DeadEnd(trace) is not null;

    /// <summary>As the document calls it; a number where it does not.</summary>
    public string Table(uint table) => table switch
    {
        Route.MainTable => RoutingConfig.MainTable,
        255 => "local",
        253 => "default",
        _ => config.Routing.Tables.FirstOrDefault(t => t.Value.Id == table).Key ?? VrfOf(table) ?? NameOfUplink(table)
            ?? table.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Those that the packet is for, in order.</summary>
    private IEnumerable<RoutingRuleConfig> Rules(FlowTrace trace) => config.Routing.Rules.Where(rule =>
        (rule.Source is not { } source || source.Contains(trace.Sent.Source!))
        && (rule.From is null || (trace.InputLink is not null && rule.From == names.Interface(trace.InputLink)))
        && (rule.Mark is not { } mark || mark == trace.Mark)
        && (rule.Destination is not { } destination || destination.Contains(trace.RoutedTo))
        && (rule.Service.Count == 0 || rule.Service.SelectMany(service => service.Protocols).Any(protocol => IsFor(protocol, trace.Sent))));

    private static bool IsFor(ProtocolMatch protocol, Flow flow) =>
        (byte)protocol.Protocol == flow.Protocol
        && (protocol.Ports is not { } ports || (flow.DestinationPort is { } port && port >= ports.First && port <= ports.Last));

    private static IEnumerable<Cause> Choice(RoutingRuleConfig? rule) =>
        rule is null ? [] :
        [
            new Cause(
                ["routing", "rules", rule.Name],
                rule.Uplink is null
                    ? $"rule {rule.Name}: its packets look into the table {rule.Table}"
                    : $"rule {rule.Name}: its packets go by the uplink {rule.Uplink}"),
        ];

    private string? VrfOf(uint table) => config.Routing.Vrfs.FirstOrDefault(v => v.Value.Id == table).Key;

    private string? VrfOf(string? link) => names.Interface(link) is not { } name ? null
        : config.Mesh.TryGetValue(name, out var mesh) ? mesh.Vrf : config.Interfaces.GetValueOrDefault(name)?.Vrf;

    private IEnumerable<Cause> Entry(FoundRoute route, string? table)
    {
        if (VrfOf(route.Table) is { } vrf && config.Routing.Vrfs[vrf].Routes.ContainsKey(route.Prefix))
            return [new Cause(["routing", "vrfs", vrf, "routes", route.Prefix.ToString()], "route")];
        if (table is not null and not RoutingConfig.MainTable)
            return config.Routing.Tables[table].Routes.ContainsKey(route.Prefix) ? [new Cause(Path(table, route.Prefix), "route")] : [];
        if (VrfOf(route.Table) is null && config.Routes.ContainsKey(route.Prefix))
            return [new Cause(Path(null, route.Prefix), "route")];
        if (route.Gateway is null && names.Network(route.Prefix, route.Link) is var (name, address))
            return [new Cause(["interfaces", name, "addresses", address.ToString()], "the destination is on this link")];
        return Learnt(route);
    }

    private IEnumerable<Cause> Learnt(FoundRoute route)
    {
        if (names.Interface(route.Link) is not { } link)
            yield break;
        if (config.Mesh.ContainsKey(link))
            yield return new Cause(["mesh", link], "route through the mesh");
        else if (config.Interfaces.TryGetValue(link, out var settings) && settings.Made?.DefaultRoute is not null)
            yield return new Cause(["interfaces", link, settings.Virtual.Keys.First()], "route of the provider's tunnel");
        else if (settings is { Dhcp: true })
            yield return new Cause(["interfaces", link, "dhcp"], "route by DHCP");
        else if (settings is { IsSession: true } && route.Prefix.BaseAddress.AddressFamily == AddressFamily.InterNetwork)
            yield return new Cause(["interfaces", link], "route of the provider's session");
        else if (settings?.Ipv6 is not null && route.Prefix.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6)
            yield return new Cause(["interfaces", link, "ipv6"], "route by a router's advertisement");
    }

    /// <summary>
    /// The kernel does not say which entry it was that leads nowhere: the longest prefix of the first table that has one.
    /// </summary>
    private (IEnumerable<Cause> Choice, string[] Path)? DeadEnd(FlowTrace trace)
    {
        if (VrfOf(trace.InputLink) is { } vrf)
        {
            return Longest(config.Routing.Vrfs[vrf].Routes, trace.RoutedTo) is var (entry, way) && entry.IsDeadEnd
                ? ([], ["routing", "vrfs", vrf, "routes", way.ToString()])
                : null;
        }
        foreach (var rule in Rules(trace).Where(rule => rule.Table is not null and not RoutingConfig.MainTable))
        {
            if (Longest(config.Routing.Tables[rule.Table!].Routes, trace.RoutedTo) is var (found, prefix))
                return found.IsDeadEnd ? (Choice(rule), Path(rule.Table, prefix)) : null;
        }
        return Longest(config.Routes, trace.RoutedTo) is var (route, last) && route.IsDeadEnd ? ([], Path(null, last)) : null;
    }

    private static (RouteConfig Route, IPNetwork Prefix)? Longest(ValueMap<IPNetwork, RouteConfig> routes, IPAddress destination) => routes
        .Where(route => route.Key.Contains(destination)).OrderByDescending(route => route.Key.PrefixLength)
        .Select(route => ((RouteConfig, IPNetwork)?)(route.Value, route.Key)).FirstOrDefault();

    private static string[] Path(string? table, IPNetwork prefix) =>
        table is null ? ["routes", prefix.ToString()] : ["routing", "tables", table, "routes", prefix.ToString()];
}
