using System.Net;
using Router.Core.State;
using Router.Core.Values;
using Router.Documents;

namespace Router.Core.Planning;

/// <summary>
/// Whether the kernel takes a route, told from its links as they are or will be: the link is there and up, and the gateway is on one of its
/// networks, or behind a route without a gateway on the same link (<paramref name="onLink"/>).
/// </summary>
public sealed class RouteReach(Func<string, ObservedLink?> find, Func<IEnumerable<ObservedLink>> links, IReadOnlyList<OnLinkNetwork> onLink)
{
    private HashSet<IPAddress>? own;
    private NetworkTable<List<string>>? byNetwork;

    private HashSet<IPAddress> Own => own ??= OwnAddresses();

    /// <summary>As things are now, before any step.</summary>
    public static RouteReach Now(DesiredState desired, ObservedState observed) => new(
        name => observed.Links.TryGetValue(name, out var link) ? link : null, () => observed.Links.Values, OnLink(desired, observed));

    /// <summary>Networks on the link itself by routes without a gateway, wanted ones and those that others put there.</summary>
    public static IReadOnlyList<OnLinkNetwork> OnLink(DesiredState desired, ObservedState observed) =>
    [
        .. desired.Routes.Where(route => route is { Type: RouteType.Unicast, Gateway: null, Link: not null })
            .Select(route => new OnLinkNetwork(route.Link!, route.Destination)),
        .. observed.OnLink,
    ];

    /// <summary>Some gateway is on no network that the document gives to its link.</summary>
    public static bool AsksForLearned(DesiredState desired) => desired.Routes.Any(route => IsLearned(desired, route));

    /// <summary>Its gateway is on no network that the document gives to its link: a lease or an advertisement has to bring it.</summary>
    public static bool IsLearned(DesiredState desired, Route route) => route.NextHops.Count > 0
        ? route.Single.Any(way => IsLearned(desired, way))
        : route is { Gateway: { IsIPv6LinkLocal: false } gateway, OnLink: false }
        && (route.Link is not { } name || !desired.Links.TryGetValue(name, out var link) || !IsOn(link.Addresses, gateway));

    /// <summary>Null: it can be. Otherwise what it waits for.</summary>
    public RouteObstacle? Obstacle(Route route)
    {
        if (route.NextHops.Count > 0)
            return route.Single.Select(Obstacle).FirstOrDefault(obstacle => obstacle is not null);
        if (route.Type != RouteType.Unicast)
            return null;
        if (route.Link is null)
            return route.Gateway is { } gateway && !links().Any(link => Problem(route, link) is null && Reaches(link, gateway))
                ? new RouteObstacle($"{gateway} is on no network of this router yet", TakesRoute: false)
                : null;
        if (find(route.Link) is not { } over)
            return new RouteObstacle($"{route.Link} is not there", TakesRoute: true);
        if (Problem(route, over) is { } problem)
            return new RouteObstacle(problem, TakesRoute: true);
        if (route.Gateway is not { } via || via.IsIPv6LinkLocal)
            return null;
        if (Own.Contains(via))
            return new RouteObstacle($"{via} is an address of this router itself", TakesRoute: false);
        if (route.IsIPv6 && ByOthers(via, over.Name) is { } other)
            return new RouteObstacle($"{via} is on {other}", TakesRoute: false);
        return route.OnLink || Reaches(over, via)
            ? null
            : new RouteObstacle($"{over.Name} has no address on the network of {via} yet", TakesRoute: false);
    }

    /// <summary>
    /// Of IPv6 the kernel looks for the gateway by the longest prefix, whichever link that is on, and refuses one that it finds on
    /// another; of IPv4 it looks on the link alone.
    /// </summary>
    private string? ByOthers(IPAddress gateway, string link)
    {
        byNetwork ??= new NetworkTable<List<string>>(
            links().SelectMany(other => Addresses(other).Where(address => address.IsIPv6).Select(address => (address.Network, other.Name)))
                .Concat(onLink.Where(known => known.Network.PrefixLength > 0).Select(known => (known.Network, Name: known.Link)))
                .GroupBy(known => known.Network, known => known.Name).Select(known => (known.Key, known.ToList())));
        return byNetwork.Find(gateway) is { } found && !found.Contains(link) ? found[0] : null;
    }

    private HashSet<IPAddress> OwnAddresses()
    {
        var found = new HashSet<IPAddress>();
        foreach (var link in links())
        {
            foreach (var address in link.Addresses)
                found.Add(address.Address);
            foreach (var address in link.DynamicAddresses)
                found.Add(address.Address);
        }
        return found;
    }

    private static string? Problem(Route route, ObservedLink link)
    {
        if (!link.Up)
            return $"{link.Name} is down";
        return route.IsIPv6 && link.Mtu < ObservedLink.SmallestIPv6Mtu
            ? $"{link.Name} takes packets of {link.Mtu} bytes, and IPv6 needs {ObservedLink.SmallestIPv6Mtu}"
            : null;
    }

    private bool Reaches(ObservedLink link, IPAddress gateway) =>
        IsOn(link.Addresses, gateway) || IsOn(link.DynamicAddresses, gateway)
        || onLink.Any(known => known.Link == link.Name && known.Network.Contains(gateway));

    private static bool IsOn(ValueList<InterfaceAddress> addresses, IPAddress gateway)
    {
        foreach (var address in addresses)
        {
            if (address.IsBeside(gateway))
                return true;
        }
        return false;
    }

    private static IEnumerable<InterfaceAddress> Addresses(ObservedLink link) => link.Addresses.Concat(link.DynamicAddresses);
}

/// <summary>What a route waits for. <paramref name="TakesRoute"/>: the kernel takes one that is there along.</summary>
public readonly record struct RouteObstacle(string Reason, bool TakesRoute);
