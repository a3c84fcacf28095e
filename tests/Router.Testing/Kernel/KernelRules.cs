using Router.Core.Edges;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Values;

namespace Router.Testing.Kernel;

/// <summary>What Linux does to addresses and routes, and what it refuses.</summary>
internal static class KernelRules
{
    private const int NotPermitted = 1;
    private const int NoSuchProcess = 3;
    private const int FileExists = 17;
    private const int NoSuchDevice = 19;
    private const int OutOfRange = 34;
    private const int NoEntry = 2;
    private const int Invalid = 22;
    private const int NetworkDown = 100;
    private const int AddressInUse = 98;
    private const int AddressNotAvailable = 99;
    private const int NetworkUnreachable = 101;

    public static ObservedState WithLink(this ObservedState state, string link, Func<ObservedLink, ObservedLink> edit) =>
        state with { Links = state.Links.With(link, edit(state.Link(link))) };

    /// <summary>Ports are claimed when a link goes up, everything else by its making.</summary>
    public static bool CannotBeBeside(ObservedLink there, LinkSettings settings) =>
        there.Settings is { } held && settings.Claims.Where(claim => !IsPort(claim)).Any(claim => held.Claims.Any(claim.Excludes));

    private static bool IsPort(LinkClaim claim) => claim.What.StartsWith("UDP", StringComparison.Ordinal);

    /// <summary>A link that goes down takes its routes along, and IPv6 addresses unless they are told to stay.</summary>
    public static ObservedState WithUp(this ObservedState state, string name, bool up)
    {
        var link = state.Link(name);
        if (up
            && link.Settings?.Claims
                .Where(IsPort)
                .Any(port => state.Links.Values.Any(l => l.Name != name && l.Up && l.Settings?.Claims.Any(port.Excludes) == true))
                == true)
            throw new ApplyException($"{name} up", AddressInUse, "Address already in use");
        var gone = up || state.IsOn("net.ipv6.conf.all.keep_addr_on_down") ? [] : link.Addresses.Where(a => a.IsIPv6).ToList();
        var routes = up ? state.Routes : [.. state.Routes.Where(r => !r.IsOver(name))];
        return (state with { Routes = routes }).WithLink(name, l => Without(l, gone) with { Up = up });
    }

    /// <summary>
    /// A bond takes a port that is down and opens it; one that leaves is closed. A port of a bridge begins with the usual VLAN.
    /// </summary>
    public static ObservedState WithMaster(this ObservedState state, string name, string? master)
    {
        var link = state.Link(name);
        var bond = master is not null && state.Link(master).Settings is BondLink;
        if (bond && link.Up)
            throw new ApplyException($"{name} joins {master}", NotPermitted, "Device can not be enslaved while up");
        var left = link.Master is { } old && state.Links.TryGetValue(old, out var before) ? before.Settings : null;
        var leaves = left is BondLink;
        // A member of a VRF goes down and up again.
        var vrf = master is not null && state.Link(master).Settings is VrfLink;
        var routes = bond || leaves || vrf || left is VrfLink ? [.. state.Routes.Where(r => !r.IsOver(name))] : state.Routes;
        return (state with { Routes = routes }).WithLink(name, l => l with
        {
            Master = master,
            Up = bond || (!leaves && l.Up),
            Mtu = bond ? state.Link(master!).Mtu : l.Mtu,
            Vlans = master is null || bond || vrf ? [] : [PortVlan.Usual],
        });
    }

    /// <summary>What stands on a link is never larger than the link; the ports of a bond are as large as the bond.</summary>
    public static ObservedState WithMtu(this ObservedState state, string name, int mtu)
    {
        if (state.Link(name).Settings is VlanLink vlan && state.Link(vlan.On).Mtu < mtu)
            throw new ApplyException($"mtu of {name}", OutOfRange, "Numerical result out of range");
        if (state.Link(name).Settings is VxlanLink { On: { } on } vxlan && mtu > vxlan.NewMtu(state.Link(on).Mtu))
            throw new ApplyException($"mtu of {name}", Invalid, "Invalid argument");
        var changed = state.WithLink(name, l => l with { Mtu = mtu });
        if (mtu < ObservedLink.SmallestIPv6Mtu)
            changed = (changed with { Routes = [.. changed.Routes.Where(r => !r.IsOver(name) || !r.IsIPv6)] })
                .WithLink(
                    name,
                    l => Without(l, l.Addresses.Where(a => a.IsIPv6).ToList()) with
                    {
                        DynamicAddresses = [.. l.DynamicAddresses.Where(a => !a.IsIPv6)]
                    });
        foreach (var other in state.Links.Values)
        {
            if (other.Settings is VlanLink above && above.On == name && other.Mtu > mtu)
                changed = changed.WithMtu(other.Name, mtu);
            if (other.Master == name && state.Link(name).Settings is BondLink)
                changed = changed.WithMtu(other.Name, mtu);
        }
        return changed;
    }

    public static ObservedState WithVlan(this ObservedState state, string name, PortVlan? vlan, PortVlan? before)
    {
        var rest = state.Link(name).Vlans.Where(v => v.Id != (vlan ?? before)!.Value.Id)
            .Select(v => vlan is { Pvid: true } ? v with { Pvid = false } : v);
        return state.WithLink(name, l => l with { Vlans = [.. (vlan is { } added ? rest.Append(added) : rest).OrderBy(v => v.Id)] });
    }

    /// <summary>One without a source is the same as any that has one.</summary>
    public static ObservedState WithRule(this ObservedState state, RoutingRule rule) =>
        state.RoutingRules.Any(r => r == rule || r with { Source = null } == rule)
            ? throw new ApplyException($"add rule {rule.Priority}", FileExists, "File exists")
            : state with { RoutingRules = state.RoutingRules.Add(rule) };

    /// <summary>What is not given matches everything; the first that matches goes.</summary>
    public static ObservedState WithoutRule(this ObservedState state, RoutingRule rule)
    {
        var found = state.RoutingRules.FirstOrDefault(r =>
            r.IPv6 == rule.IPv6 && r.Priority == rule.Priority && r.Table == rule.Table && (rule.Source is null || r.Source == rule.Source)
            && (rule.From is null || r.From == rule.From) && (rule.Mark == 0 || r.Mark == rule.Mark))
            ?? throw new ApplyException($"remove rule {rule.Priority}", NoEntry, "No such file or directory");
        return state with { RoutingRules = [.. state.RoutingRules.Where(r => r != found)] };
    }

    /// <summary>A client's address becomes ours, or is added as ours.</summary>
    public static ObservedState WithOwned(this ObservedState state, string name, InterfaceAddress address) =>
        state.WithLink(name, l => l with
        {
            Addresses = [.. l.Addresses.Except([address]), address],
            OwnAddresses = [.. l.OwnAddresses.Except([address]), address],
            DynamicAddresses = [.. l.DynamicAddresses.Except([address])],
        });

    public static ObservedState WithLent(this ObservedState state, string name, InterfaceAddress address) =>
        state.WithLink(name, l => Without(l, [address]) with
        {
            DynamicAddresses = [.. l.DynamicAddresses.Except([address]), address],
        });

    /// <summary>A link has an IPv6 address once, whatever the prefix length.</summary>
    public static ObservedState WithAddress(this ObservedState state, string name, InterfaceAddress address, bool own = true)
    {
        if (address.IsIPv6 && state.Link(name).Mtu < ObservedLink.SmallestIPv6Mtu)
            throw new ApplyException($"add address {address} on {name}", Invalid, "Invalid argument");
        if (state.Link(name).Addresses
            .Concat(state.Link(name).DynamicAddresses)
            .Any(a => a == address || (a.IsIPv6 && a.Address.Equals(address.Address))))
            throw new ApplyException($"add address {address} on {name}", FileExists, "File exists");
        return state.WithLink(
            name, l => l with { Addresses = l.Addresses.Add(address), OwnAddresses = own ? l.OwnAddresses.Add(address) : l.OwnAddresses });
    }

    /// <summary>The first IPv4 address of a network takes the others along, unless they are promoted; the last one all routes.</summary>
    public static ObservedState WithoutAddress(this ObservedState state, string name, InterfaceAddress address)
    {
        var link = state.Link(name);
        if (!link.Addresses.Contains(address) && !link.DynamicAddresses.Contains(address))
            throw new ApplyException($"remove address {address} on {name}", AddressNotAvailable, "Cannot assign requested address");
        var network = link.Addresses.Where(a => a.Network == address.Network).ToList();
        var alone = address.IsIPv6 || !network.Contains(address) || network[0] != address
            || state.IsOn("net.ipv4.conf.all.promote_secondaries");
        var left = Without(link, alone ? [address] : network) with { DynamicAddresses = [.. link.DynamicAddresses.Except([address])] };
        var routes = left.Addresses.Concat(left.DynamicAddresses).Any(a => !a.IsIPv6) || address.IsIPv6
            ? state.Routes
            : [.. state.Routes.Where(r => !r.IsOver(name) || r.IsIPv6)];
        return (state with { Routes = routes }).WithLink(name, _ => left);
    }

    public static ObservedState WithRoute(this ObservedState state, Route route)
    {
        if (route.NextHops.Count > 0)
        {
            // Each of them as it would be alone; then all as one.
            foreach (var way in route.Single)
                state.WithRoute(way);
            return state.Routes.Contains(route)
                ? throw new ApplyException($"add route {route.Destination}", FileExists, "File exists")
                : state with { Routes = state.Routes.Add(route) };
        }
        var link = state.Links.Values.FirstOrDefault(l => l.Up && state.Reaches(l, route))?.Name;
        if (route.Link is { } named && state.Link(named) is { Up: false })
            throw new ApplyException($"add route {route.Destination}", NetworkDown, "Nexthop device is not up");
        if (route.Gateway is { } via && state.Links.Values.Any(l => l.Addresses.Concat(l.DynamicAddresses).Any(a => a.Address.Equals(via))))
            throw new ApplyException($"add route {route.Destination}", Invalid, "Nexthop has invalid gateway");
        if (route.Type == RouteType.Unicast && link is null)
            throw new ApplyException($"add route {route.Destination}", NetworkUnreachable, "Network is unreachable");
        var added = route with { Link = link };
        if (state.Routes.Contains(added))
            throw new ApplyException($"add route {route.Destination}", FileExists, "File exists");
        return state with { Routes = state.Routes.Add(added) };
    }

    public static ObservedState WithoutRoute(this ObservedState state, Route route)
    {
        var found = state.Routes.FirstOrDefault(r => r == route || (route.Link is null && r with { Link = null } == route))
            ?? throw new ApplyException($"remove route {route.Destination}", NoSuchProcess, "No such process");
        return state with { Routes = [.. state.Routes.Where(r => r != found)] };
    }

    private static ObservedLink Link(this ObservedState state, string name) =>
        state.Links.TryGetValue(name, out var found) ? found : throw new ApplyException($"change {name}", NoSuchDevice, "No such device");

    private static bool IsOn(this ObservedState state, string sysctl) => state.Sysctls.TryGetValue(sysctl, out var value) && value == "1";

    /// <summary>
    /// A gateway has to be on a network of the link, be it by a route without a gateway; a link with small packets has no IPv6.
    /// </summary>
    private static bool Reaches(this ObservedState state, ObservedLink link, Route route) => route.Type == RouteType.Unicast
        && (route.Link is null || route.Link == link.Name) && (!route.IsIPv6 || link.Mtu >= ObservedLink.SmallestIPv6Mtu)
        && (route.Gateway is not { } gateway || gateway.IsIPv6LinkLocal || (route.OnLink && route.Link is not null)
            || link.Addresses.Concat(link.DynamicAddresses).Any(a => a.Network.Contains(gateway))
            || state.Routes.Any(
                r => r is { Gateway: null, Type: RouteType.Unicast } && r.Link == link.Name && r.Destination.Contains(gateway))
            || state.OnLink.Any(known => known.Link == link.Name && known.Network.Contains(gateway)));

    private static ObservedLink Without(ObservedLink link, IReadOnlyCollection<InterfaceAddress> gone) => link with
    {
        Addresses = [.. link.Addresses.Except(gone)],
        OwnAddresses = [.. link.OwnAddresses.Except(gone)],
    };
}
