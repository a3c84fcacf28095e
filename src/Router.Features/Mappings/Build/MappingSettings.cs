using Router.Core.Mappings;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces.Kinds.WireGuard;

namespace Router.Features.Mappings.Build;

/// <summary>Port mappings of a document on the links of this machine.</summary>
/// <param name="Uplink">The kernel's name of the link outside; null: its port is not there.</param>
/// <param name="Inside">Those of links whose hosts may ask.</param>
/// <param name="Rules">Without hosts, where the document names none: those on networks of the links may ask.</param>
/// <param name="Pcp">PCP and NAT-PMP are spoken.</param>
/// <param name="Upnp">UPnP is.</param>
/// <param name="Name">Of the router, for people who look at their network.</param>
public sealed record MappingSettings(
    string? Uplink, ValueList<string> Inside, MappingRules Rules, bool Pcp, bool Upnp, string Name)
{
    private const ushort DhcpClient = 68, Ike = 500, IkeBehindNat = 4500;

    /// <summary>Null: the document has none.</summary>
    internal static MappingSettings? Of(RouterConfig config, Topology topology, IEnumerable<Listener> listeners) =>
        config.Services.Mappings is not { } mappings || MappingUplink.Of(config, mappings) is not { } uplink
            ? null
            : new MappingSettings(
                config.Interfaces.TryGetValue(uplink, out var line) ? topology.KernelName(uplink, line) : null,
                [.. mappings.Zones.SelectMany(topology.Members).Distinct()],
                new MappingRules
                {
                    Ports = mappings.Ports,
                    Hosts = mappings.Hosts,
                    Reserved = [.. Reserved(config, line?.Zone, listeners).Distinct()],
                    PerHost = mappings.PerHost,
                    Total = mappings.Total,
                    Lifetime = mappings.Lifetime,
                },
                mappings.Pcp, mappings.Upnp, config.System.Hostname);

    /// <summary>What the router hears at, wherever, and what the document forwards from outside.</summary>
    private static IEnumerable<ReservedPorts> Reserved(RouterConfig config, string? zone, IEnumerable<Listener> listeners)
    {
        foreach (var listener in listeners)
            yield return Single(listener.Protocol, listener.Port);
        yield return Single(TransportProtocol.Udp, DhcpClient);
        if (config.Mesh.Count > 0)
        {
            yield return Single(TransportProtocol.Udp, Ike);
            yield return Single(TransportProtocol.Udp, IkeBehindNat);
        }
        foreach (var port in config.Interfaces.Values.SelectMany(i => i.Virtual.Values).OfType<WireGuardConfig>().Select(w => w.Port))
        {
            if (port is { } number)
                yield return Single(TransportProtocol.Udp, number);
        }
        foreach (var match in config.Firewall.Nat.Forwards.Values.Where(f => f.From == zone).SelectMany(f => f.Service)
            .SelectMany(service => service.Protocols))
        {
            if (match.Ports is { } ports)
                yield return new(match.Protocol, ports);
        }
    }

    private static ReservedPorts Single(TransportProtocol protocol, ushort port) => new(protocol, new(port, port));
}
