using System.Net;
using System.Net.Sockets;
using Router.Core.State;
using Router.Documents.Checks;
using Router.Features.Building;
using Router.Features.Firewall.Build;
using Router.Features.Interfaces;
using Router.Features.Interfaces.Checks;
using Router.Features.Validation;

namespace Router.Features.Routes.Checks;

/// <summary>Routes lead somewhere, and their gateways can be reached.</summary>
internal sealed class RouteValidator : SectionValidator
{
    public RouteValidator()
    {
        Check((subject, findings) => Each(subject, (path, prefix, route, vrf) =>
        {
            Way(findings, path, prefix, route);
            Interface(subject, findings, path, route);
            Mesh(subject, findings, path, prefix, route);
            Gateway(subject, findings, path, prefix, route, vrf);
            Size(subject, findings, path, prefix, route, vrf);
        }));
        Check((subject, findings) => EachWhole(subject, (path, prefix, route, vrf) => Ways(subject, findings, path, route, vrf)));
        Check(WayBack);
    }

    /// <summary>Several ways stand alone, and those that share can all be known.</summary>
    private static void Ways(ValidationSubject subject, Findings findings, string[] path, RouteConfig route, string? vrf)
    {
        if (route.Ways.Count == 0)
            return;
        var beside = route.Via is not null ? "via" : route.Interface is not null ? "interface" : route.Mesh is not null ? "mesh"
            : route.OnLink ? "on-link"
            : route.Blackhole ? "blackhole" : route.Unreachable ? "unreachable" : route.Prohibit ? "prohibit" : null;
        if (beside is not null)
            findings.Refuse([.. path, "ways"], $"the route says {beside} as well", $"put it into ways, or delete {beside}");
        foreach (var shared in route.Single.GroupBy(way => way.Metric).Where(ways => ways.Count() > 1))
        {
            foreach (var way in shared.Where(way => way.Interface is null && subject.NetworkOf(way.Via!, vrf) is null))
                findings.Refuse(
                    [.. path, "ways", $"{way.Via}"], "shares with other ways, and nothing says its interface",
                    "add interface, or another metric");
        }
    }

    /// <summary>
    /// Hosts of the zone ask this router, which sends them on to another one beside them: that is from the zone to itself.
    /// </summary>
    private static void WayBack(ValidationSubject subject, Findings findings)
    {
        var back =
            from way in RouteWays.Of(subject.Config)
            where !way.IsDefault
            let zone = OneWayFlows.LeadsBackInto(subject.Config, way)
            where zone is not null
            group way by zone into ways
            where !subject.Config.Firewall.MayPass(ways.Key, ways.Key)
            select ways;
        foreach (var ways in back)
        {
            // Whatever is to be done about it is to be done once.
            var (way, zone, more) = (ways.First(), ways.Key, ways.Count() - 1);
            string[] path = way.Vrf is { } vrf ? ["routing", "vrfs", vrf, "routes"]
                : way.Table == Route.MainTable ? ["routes"]
                : ["routing", "tables", subject.Config.Routing.Tables.First(t => t.Value.Id == way.Table).Key, "routes"];
            var others = more switch { 0 => "", 1 => " (so does another route)", _ => $" (so do {more} other routes)" };
            findings.Advise(
                [.. path, $"{way.Destination}"],
                $"leads back into zone {zone}{others}, and nothing lets {zone} -> {zone} pass: "
                    + "hosts there that ask this router do not reach it",
                $"add {zone} -> {zone} to firewall policies");
        }
    }

    /// <summary>Of one with several ways each way, at its place.</summary>
    private static void Each(ValidationSubject subject, Action<string[], IPNetwork, RouteConfig, string?> check) =>
        EachWhole(subject, (path, prefix, route, vrf) =>
        {
            foreach (var way in route.Single)
                check(route.Ways.Count == 0 ? path : [.. path, "ways", $"{way.Via}"], prefix, way, vrf);
        });

    private static void EachWhole(ValidationSubject subject, Action<string[], IPNetwork, RouteConfig, string?> check)
    {
        foreach (var (prefix, route) in subject.Config.Routes)
            check(["routes", $"{prefix}"], prefix, route, null);
        foreach (var (name, table) in subject.Config.Routing.Tables)
        {
            foreach (var (prefix, route) in table.Routes)
                check(["routing", "tables", name, "routes", $"{prefix}"], prefix, route, null);
        }
        foreach (var (name, vrf) in subject.Config.Routing.Vrfs)
        {
            foreach (var (prefix, route) in vrf.Routes)
                check(["routing", "vrfs", name, "routes", $"{prefix}"], prefix, route, name);
        }
    }

    private static void Way(Findings findings, string[] path, IPNetwork prefix, RouteConfig route)
    {
        var way = route.Via is not null || route.Interface is not null || route.Mesh is not null;
        var dead = route.Blackhole ? "blackhole" : route.Unreachable ? "unreachable" : "prohibit";
        if (!way && !route.IsDeadEnd)
            findings.Refuse(path, "leads nowhere", "add via, interface, ways, mesh, blackhole: true, unreachable: true or prohibit: true");
        if (way && route.IsDeadEnd)
            findings.Refuse(
                [.. path, dead],
                $"{(route.Blackhole ? "a blackhole" : route.Unreachable ? "what is unreachable" : "what is prohibited")} has no way",
                $"delete {dead} or {(route.Via is not null ? "via" : route.Mesh is not null ? "mesh" : "interface")}");
        if (route is { Blackhole: true, Unreachable: true })
            findings.Refuse([.. path, "unreachable"], "it is a blackhole already", "delete one of the two");
        if (route.Prohibit && (route.Blackhole || route.Unreachable))
            findings.Refuse(
                [.. path, "prohibit"], $"it is {(route.Blackhole ? "a blackhole" : "unreachable")} already", "delete one of the two");
        if (route.Via is { } via && via.AddressFamily != prefix.BaseAddress.AddressFamily)
            findings.Refuse(
                [.. path, "via"], $"{via} is of the other family than {prefix}", "prefix and gateway are both IPv4 or both IPv6");
    }

    private static void Interface(ValidationSubject subject, Findings findings, string[] path, RouteConfig route)
    {
        if (route.Interface is { } name && !subject.Config.Interfaces.ContainsKey(name))
            findings.Unknown([.. path, "interface"], "interface", name, subject.Config.Interfaces.Keys);
    }

    private static void Mesh(ValidationSubject subject, Findings findings, string[] path, IPNetwork prefix, RouteConfig route)
    {
        if (route.Mesh is not { } name)
            return;
        path = [.. path, "mesh"];
        if (!subject.Config.Mesh.TryGetValue(name, out var mesh))
            findings.Unknown(path, "mesh", name, subject.Config.Mesh.Keys);
        else if (mesh.IsHub)
            findings.Refuse(path, $"{name} has no hubs: this router is one", "name the peer that has the network behind it: via");
        if (route.Via is not null || route.Interface is not null)
            findings.Refuse(path, "the hub in use is the way already", $"delete mesh or {(route.Via is null ? "interface" : "via")}");
        else if (mesh is not null && prefix.BaseAddress.AddressFamily != mesh.Address.Address.AddressFamily)
            findings.Refuse(path, $"{prefix} is of the other family than {mesh.Address}", "name a mesh of its family");
        else if (mesh is { Vrf: { } other })
            findings.Refuse(path, $"{name} is in {other}, and this is for the main table only", "add via");
        else if (path[0] == "routing")
            findings.Refuse(path, "it is for the main table only", "add via");
    }

    private static void Gateway(
        ValidationSubject subject, Findings findings, string[] path, IPNetwork prefix, RouteConfig route, string? vrf)
    {
        if (route.OnLink && (route.Via is null || route.Interface is null))
            findings.Refuse(
                [.. path, "on-link"], $"says nothing without {(route.Via is null ? "via" : "interface")}",
                "name the gateway and the interface that it is on");
        if (route.Via is not { } via || via.AddressFamily != prefix.BaseAddress.AddressFamily)
            return;
        string[] at = [.. path, "via"];
        if (subject.IsOwn(via, vrf))
            findings.Refuse(at, $"{via} is the router's own address", "name the next router");
        else if (subject.WrongHost(via, vrf) is { } wrong)
            findings.Refuse(at, $"{via} {wrong}", "name the next router");
        else if (via.IsIPv6LinkLocal && route.Interface is null)
            findings.Refuse(at, $"{via} is on every link", "add interface");
        else if (!via.IsIPv6LinkLocal && !route.OnLink && !Reaches(subject, path, route, via, vrf))
            Unreached(subject, findings, at, route, via, vrf);
    }

    private static bool Reaches(ValidationSubject subject, string[] path, RouteConfig route, IPAddress via, string? vrf)
    {
        if (route.Interface is not { } name)
            return subject.NetworkOf(via, vrf) is not null
                || subject.Config.Mesh.Values.Any(m => m.Vrf == vrf && m.Address.IsBeside(via))
                || Beside(subject, path).Any(r => IsOnLink(r, via));
        // What a lease or an advertisement gives is not known here, and an unknown interface is reported already.
        return !subject.Config.Interfaces.TryGetValue(name, out var config) || Learns(config, via)
            || config.Addresses.Any(a => a.IsBeside(via))
            || Beside(subject, path).Any(r => IsOnLink(r, via) && r.Value.Interface == name);
    }

    /// <summary>The route says that what is at <paramref name="via"/> is on a link itself.</summary>
    private static bool IsOnLink(KeyValuePair<IPNetwork, RouteConfig> route, IPAddress via) =>
        route.Value is { Via: null, Interface: not null } && route.Key.Contains(via);

    /// <summary>The routes of the same table, and those of the main one.</summary>
    private static IEnumerable<KeyValuePair<IPNetwork, RouteConfig>> Beside(ValidationSubject subject, string[] path) => path switch
    {
        ["routing", "tables", var name, ..] => subject.Config.Routing.Tables[name].Routes.Concat(subject.Config.Routes),
        ["routing", "vrfs", var name, ..] => subject.Config.Routing.Vrfs[name].Routes,
        _ => subject.Config.Routes,
    };

    /// <summary>Addresses of that family come to it from a server or router outside.</summary>
    private static bool Learns(InterfaceConfig config, IPAddress via) =>
        config.Kind != InterfaceKind.Loopback
        && (via.AddressFamily == AddressFamily.InterNetwork ? config.LearnsIPv4 : config.Ipv6 is not null || config.Delegated is not null);

    private static void Unreached(
        ValidationSubject subject, Findings findings, string[] path, RouteConfig route, IPAddress via, string? vrf)
    {
        var learning = subject.Config.Interfaces.FirstOrDefault(i => vrf is null && Learns(i.Value, via)).Key;
        var where = route.Interface is null ? vrf is null ? "" : $" in {vrf}" : $" of {route.Interface}";
        var from = via.AddressFamily == AddressFamily.InterNetwork ? "by DHCP" : "from outside";
        findings.Refuse(
            path, $"{via} is on no connected network{where}",
            route.Interface is { } name
                ? $"give {name} an address on the gateway's network, or add on-link: true if the gateway is on its link all the same"
                : learning is null
                    ? "give an interface an address on the gateway's network"
                    : $"if it is on the network that {learning} gets {from}, add interface: {learning}");
    }

    /// <summary>A link with small packets has no IPv6.</summary>
    private static void Size(ValidationSubject subject, Findings findings, string[] path, IPNetwork prefix, RouteConfig route, string? vrf)
    {
        var over = route.Interface ?? (route.Via is { } via ? subject.NetworkOf(via, vrf)?.Interface : null);
        if (prefix.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 && over is not null
            && subject.Config.Interfaces.ContainsKey(over)
            && InterfaceMtu.Of(subject.Config, over) is var mtu && mtu < ObservedLink.SmallestIPv6Mtu)
            findings.Refuse(
                path, $"{over} takes packets of {mtu} bytes, and IPv6 needs {ObservedLink.SmallestIPv6Mtu}",
                $"set interfaces {over} mtu {ObservedLink.SmallestIPv6Mtu} or more");
    }
}
