using System.Net;
using System.Net.Sockets;
using Router.Core.State;
using Router.Core.Uplinks;
using Router.Features.Configuration;
using Router.Features.Interfaces;

namespace Router.Features.Building;

/// <summary>A line to the outside of one address family: an interface that a default route leads over, and the table that has it.</summary>
/// <param name="IPv6">The family.</param>
/// <param name="Name">The interface's.</param>
/// <param name="Link">The kernel's name of it.</param>
/// <param name="Table">The number of the table.</param>
internal readonly record struct Line(bool IPv6, string Name, string Link, uint Table)
{
    /// <summary>On connections that arrived on such a line, and on their answers.</summary>
    public uint Mark => Lines.Marked | Table;
}

/// <summary>
/// Lines whose connections are answered by the line that they arrived on. With one line, or with one table for all of them, there is
/// nothing to choose, and none is named here.
/// </summary>
internal static class Lines
{
    /// <summary>Of <see cref="Mask"/> and this, a connection that began here or behind the router and left by an uplink has both.</summary>
    public const uint OutwardMask = Mask | Outward, Outward = 0x0002_0000;

    /// <summary>The upper byte of our marks; what is below is the number of a table. Meshes use other bits (see their firewall).</summary>
    public const uint Mask = 0xFF00_0000, Marked = 0x0800_0000;

    public static IReadOnlyList<Line> Of(RouterConfig config, Topology topology) =>
        config.Routing.Tables.Count == 0 && config.Routing.Uplinks.Count == 0
            ? []
            : [.. Of(config, topology, ipv6: false), .. Of(config, topology, ipv6: true)];

    /// <summary>
    /// The networks of lines in tables of their own: who is on one is answered straight and not by the provider's router.
    /// </summary>
    public static IEnumerable<Route> Neighbours(RouterConfig config, Topology topology) =>
        from line in Of(config, topology)
        where line.Table != Route.MainTable && !UplinkNumbers.IsLineTable(line.Table) && config.Interfaces[line.Name].Enabled
        from network in config.Interfaces[line.Name].Addresses
            .Where(a => a.IsIPv6 == line.IPv6 && !a.Address.IsIPv6LinkLocal)
            .Select(a => a.Network)
            .Distinct()
        where config.Routing.Tables.Values.All(table => table.Id != line.Table || !table.Routes.ContainsKey(network))
        select new Route(network, null, line.Link, Table: line.Table);

    private static List<Line> Of(RouterConfig config, Topology topology, bool ipv6)
    {
        var tables = new Dictionary<string, uint>();
        foreach (var way in RouteWays.Of(config)
            .Where(w => w.IsDefault && w.Vrf is null && !w.Route.IsDeadEnd && IsOf(w.Destination, ipv6)))
        {
            // A table of its own leads by this line for certain; the main one may have a better default route.
            if (way.Over is { } name && IsLine(config, name) && (way.Table != Route.MainTable || !tables.ContainsKey(name)))
                tables[name] = way.Table;
        }
        foreach (var (name, _) in config.Interfaces.Where(
            i => IsLine(config, i.Key) && (ipv6 ? i.Value.Ipv6 is not null : i.Value.LearnsIPv4)))
            tables.TryAdd(name, Route.MainTable);
        foreach (var (name, uplink) in config.Routing.Uplinks.Where(u => IsLine(config, u.Value.Interface)))
            tables[uplink.Interface] = UplinkNumbers.LineTable(UplinkNumbers.Of(name));
        if (config.Routing.Uplinks.Count == 0 && tables.Values.Distinct().Count() < 2)
            return [];
        return [.. tables.Where(t => topology.KernelName(t.Key, config.Interfaces[t.Key]) is not null)
            .Select(t => new Line(ipv6, t.Key, topology.KernelName(t.Key, config.Interfaces[t.Key])!, t.Value))];
    }

    private static bool IsLine(RouterConfig config, string name) =>
        config.Interfaces.TryGetValue(name, out var line) && line is { Zone: not null, Vrf: null, Kind: not InterfaceKind.Loopback };

    private static bool IsOf(IPNetwork network, bool ipv6) => network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 == ipv6;
}
