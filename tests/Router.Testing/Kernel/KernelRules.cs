using System.Net.Sockets;
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
    private const int AddressNotAvailable = 99;
    private const int NetworkUnreachable = 101;

    public static ObservedState WithLink(this ObservedState state, string link, Func<ObservedLink, ObservedLink> edit) =>
        state with { Links = state.Links.With(link, edit(state.Link(link))) };

    /// <summary>A link that goes down takes its routes along, and IPv6 addresses unless they are told to stay.</summary>
    public static ObservedState WithUp(this ObservedState state, string name, bool up)
    {
        var link = state.Link(name);
        var gone = up || state.IsOn("net.ipv6.conf.all.keep_addr_on_down") ? [] : link.Addresses.Where(a => a.IsIPv6).ToList();
        var routes = up ? state.Routes : [.. state.Routes.Where(r => r.Link != name)];
        return (state with { Routes = routes }).WithLink(name, l => Without(l, gone) with { Up = up });
    }

    /// <summary>A bond takes a port that is down and opens it; one that leaves is closed. A port of a bridge begins with the usual VLAN.</summary>
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
        var routes = bond || leaves || vrf || left is VrfLink ? [.. state.Routes.Where(r => r.Link != name)] : state.Routes;
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
        var changed = state.WithLink(name, l => l with { Mtu = mtu });
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

    public static ObservedState WithRule(this ObservedState state, RoutingRule rule) => state.RoutingRules.Contains(rule)
        ? throw new ApplyException($"add rule {rule.Priority}", FileExists, "File exists")
        : state with { RoutingRules = state.RoutingRules.Add(rule) };

    /// <summary>A link has an IPv6 address once, whatever the prefix length.</summary>
    public static ObservedState WithAddress(this ObservedState state, string name, InterfaceAddress address, bool own = true)
    {
        if (state.Link(name).Addresses.Any(a => a == address || (a.IsIPv6 && a.Address.Equals(address.Address))))
            throw new ApplyException($"add address {address} on {name}", FileExists, "File exists");
        return state.WithLink(name, l => l with { Addresses = l.Addresses.Add(address), OwnAddresses = own ? l.OwnAddresses.Add(address) : l.OwnAddresses });
    }

    /// <summary>The first IPv4 address of a network takes the others along, unless they are promoted; the last one all routes.</summary>
    public static ObservedState WithoutAddress(this ObservedState state, string name, InterfaceAddress address)
    {
        var link = state.Link(name);
        if (!link.Addresses.Contains(address))
            throw new ApplyException($"remove address {address} on {name}", AddressNotAvailable, "Cannot assign requested address");
        var network = link.Addresses.Where(a => a.Network == address.Network).ToList();
        var alone = address.IsIPv6 || network[0] != address || state.IsOn("net.ipv4.conf.all.promote_secondaries");
        var left = Without(link, alone ? [address] : network);
        var routes = left.Addresses.Any(a => !a.IsIPv6) || address.IsIPv6
            ? state.Routes
            : [.. state.Routes.Where(r => r.Link != name || r.Destination.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6)];
        return (state with { Routes = routes }).WithLink(name, _ => left);
    }

    public static ObservedState WithRoute(this ObservedState state, Route route)
    {
        var link = state.Links.Values.FirstOrDefault(l => l.Up && Reaches(l, route))?.Name;
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

    /// <summary>A gateway has to be on a network of the link.</summary>
    private static bool Reaches(ObservedLink link, Route route) => route.Type == RouteType.Unicast
        && (route.Link is null || route.Link == link.Name)
        && (route.Gateway is not { } gateway || gateway.IsIPv6LinkLocal || link.Addresses.Concat(link.DynamicAddresses).Any(a => a.Network.Contains(gateway)));

    private static ObservedLink Without(ObservedLink link, IReadOnlyCollection<InterfaceAddress> gone) => link with
    {
        Addresses = [.. link.Addresses.Except(gone)],
        OwnAddresses = [.. link.OwnAddresses.Except(gone)],
    };
}
