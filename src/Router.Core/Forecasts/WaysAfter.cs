using System.Net;
using Router.Core.State;
using Router.Core.Values;

namespace Router.Core.Forecasts;

/// <summary>
/// How addresses will be reached once a desired state is there. What is learned stays as long as its link does; which learned route
/// would take the place of one that goes is not known before.
/// </summary>
internal sealed class WaysAfter
{
    private readonly HashSet<string> links;
    private readonly HashSet<IPAddress> own;
    private readonly NetworkTable<Entry> table, chosen;

    public WaysAfter(DesiredState desired, ObservedState observed)
    {
        links = [.. desired.Links.Values.Where(link => link.Up).Select(link => link.Name)];
        links.UnionWith(
            observed.Links.Values.Where(link => link.Up && !link.IsOwn && !desired.Links.ContainsKey(link.Name)).Select(link => link.Name));
        var addresses = Addresses(desired, observed).ToList();
        own = [.. addresses.Select(held => held.Address.Address)];
        var networks = addresses.ConvertAll(held => (held.Address.Network, new Entry(held.Address.Network.PrefixLength, held.Link)));
        var connected = new NetworkTable<Entry>(networks);
        var routes = desired.Routes
            .Where(route => route.Table == Route.MainTable)
            .Select(route => (route.Destination, Configured(route, connected)));
        table = new(networks.Concat(routes));
        chosen = new(desired.Chosen.Where(route => route.Table == Route.MainTable)
            .Select(route => (route.Destination, Configured(route, connected))));
    }

    /// <summary>The router has the address.</summary>
    public bool IsOwn(IPAddress address) => own.Contains(address);

    /// <summary>The link; null: there is no way. <paramref name="now"/> is the way that is there before.</summary>
    public string? LinkTo(IPAddress address, Way? now)
    {
        var found = table.Find(address);
        var learned = now is { Origin: WayOrigin.Learned } && links.Contains(now.Link) ? now : null;
        return learned is not null && learned.Network.PrefixLength > (found?.Length ?? -1)
            ? learned.Link
            : found?.Link ?? chosen.Find(address)?.Link;
    }

    private IEnumerable<(InterfaceAddress Address, string Link)> Addresses(DesiredState desired, ObservedState observed)
    {
        foreach (var link in desired.Links.Values.Where(link => link.Up))
        {
            foreach (var address in link.Addresses)
                yield return (address, link.Name);
        }
        foreach (var link in observed.Links.Values.Where(link => links.Contains(link.Name)))
        {
            // Those with a lifetime are not ours to take; of links that the document does not name, all stay.
            foreach (var address in link.DynamicAddresses.Concat(
                desired.Links.ContainsKey(link.Name) ? [] : link.Addresses.Except(link.OwnAddresses)))
                yield return (address, link.Name);
        }
    }

    private Entry Configured(Route route, NetworkTable<Entry> connected)
    {
        var link = route.Type != RouteType.Unicast
            ? null
            : route.NextHops.FirstOrDefault(hop => hop.Link is { } over && links.Contains(over))?.Link
                ?? route.Link ?? (route.Gateway is { } gateway ? connected.Find(gateway)?.Link : null);
        return new(route.Destination.PrefixLength, link is not null && links.Contains(link) ? link : null);
    }

    /// <summary><paramref name="Link"/> null: it leads nowhere.</summary>
    private sealed record Entry(int Length, string? Link);
}
