using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;

namespace Router.Core.Flows;

/// <summary>What a router has that no document says: routes of others (DHCP, routing daemons), and leased addresses by link.</summary>
public sealed record Learned(ValueList<Route> Routes, ValueMap<string, ValueList<InterfaceAddress>> Addresses)
{
    public static readonly Learned Nothing = new([], ValueMap<string, ValueList<InterfaceAddress>>.Empty);
}

/// <summary>
/// A desired state as a scratch namespace has it: links that carry packets of IP stand alone, without what is below them; nothing
/// but the network.
/// </summary>
public static class StandIns
{
    /// <summary>A namespace's own, and what becomes of packets; the rest would change the whole machine.</summary>
    private static readonly string[] OfPackets = ["net.ipv4.", "net.ipv6.", "net.bridge."];

    /// <summary>Among those: only the machine's own namespace has them.</summary>
    private const string WholeMachine = "neigh.default";

    /// <param name="desired">What is asked about.</param>
    public static DesiredState Of(DesiredState desired, Learned learned)
    {
        var links = desired.Links.Values.Where(link => IsRouted(link, desired)).Select(link => StandIn(link, learned)).ToList();
        var names = links.Where(link => link.Up).Select(link => link.Name).ToHashSet();
        return desired with
        {
            Hostname = "scratch",
            Links = links.Select(link => KeyValuePair.Create(link.Name, link)).ToValueMap(),
            Routes =
            [
                .. desired.Routes,
                .. learned.Routes.Where(IsThere).Except(desired.Routes),
                .. desired.Chosen.Where(IsThere).Where(route => !learned.Routes.Any(
                    there => there.Destination.Equals(route.Destination) && (there.Table, there.Metric) == (route.Table, route.Metric))),
            ],
            Sysctls = desired.Sysctls.Where(s => OfPackets.Any(of => s.Key.StartsWith(of, StringComparison.Ordinal))
                && !s.Key.Contains(WholeMachine, StringComparison.Ordinal)).ToValueMap(),
            // The pace of packets decides nothing of where they go.
            Shaping = [],
            Tunings = ValueMap<TuningKey, DesiredTuning>.Empty,
            Services = [],
        };

        bool IsThere(Route route) => route.Single.All(way => way.Link is null || names.Contains(way.Link));
    }

    /// <summary>A port of a bridge or bond carries frames; a member of a VRF is routed.</summary>
    internal static bool IsRouted(DesiredLink link, DesiredState desired) =>
        link.Master is null || (desired.Links.TryGetValue(link.Master, out var master) && master.Settings is VrfLink);

    private static DesiredLink StandIn(DesiredLink link, Learned learned) => link.Settings is VrfLink ? link : link with
    {
        Addresses = link.Dhcp && learned.Addresses.TryGetValue(link.Name, out var leased)
            ? [.. link.Addresses.Union(leased)]
            : link.Addresses,
        Kind = link.Kind == LinkKind.Loopback ? LinkKind.Loopback : LinkKind.Physical,
        Settings = null,
        Mac = null,
        Vlans = null,
        Mtu = null,
    };
}
