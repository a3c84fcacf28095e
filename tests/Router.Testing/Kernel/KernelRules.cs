using System.Net.Sockets;
using Router.Core.Edges;
using Router.Core.State;
using Router.Core.Values;

namespace Router.Testing.Kernel;

/// <summary>What Linux does to addresses and routes, and what it refuses.</summary>
internal static class KernelRules
{
    private const int NoSuchProcess = 3;
    private const int FileExists = 17;
    private const int NoSuchDevice = 19;
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

    /// <summary>A link has an IPv6 address once, whatever the prefix length.</summary>
    public static ObservedState WithAddress(this ObservedState state, string name, InterfaceAddress address)
    {
        if (state.Link(name).Addresses.Any(a => a == address || (a.IsIPv6 && a.Address.Equals(address.Address))))
            throw new ApplyException($"add address {address} on {name}", FileExists, "File exists");
        return state.WithLink(name, l => l with { Addresses = l.Addresses.Add(address), OwnAddresses = l.OwnAddresses.Add(address) });
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
        if (!route.Blackhole && link is null)
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
    private static bool Reaches(ObservedLink link, Route route) => !route.Blackhole
        && (route.Link is null || route.Link == link.Name)
        && (route.Gateway is not { } gateway || gateway.IsIPv6LinkLocal || link.Addresses.Concat(link.DynamicAddresses).Any(a => a.Network.Contains(gateway)));

    private static ObservedLink Without(ObservedLink link, IReadOnlyCollection<InterfaceAddress> gone) => link with
    {
        Addresses = [.. link.Addresses.Except(gone)],
        OwnAddresses = [.. link.OwnAddresses.Except(gone)],
    };
}
