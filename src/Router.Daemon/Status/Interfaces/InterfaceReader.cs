using Router.Api.Contract;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Daemon.Engine;
using Router.Features.Interfaces;
using Router.Features.Interfaces.Kinds.WireGuard;
using Router.Linux.Edges.Netlink.Kinds;

namespace Router.Daemon.Status.Interfaces;

/// <summary>Links as the kernel has them, under the names that the configuration gives them.</summary>
internal sealed class InterfaceReader(ConfigurationEngine engine, Device device) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowInterfaces>(async (_, _) => await ReadAsync(CancellationToken.None))];

    public async Task<Response.Interfaces> ReadAsync(CancellationToken stopping)
    {
        var config = engine.Running.Content.Config;
        var (topology, links) = await device.TopologyAsync(config, stopping);
        var byDevice = config.Interfaces
            .Select(i => (Name: i.Key, Settings: i.Value, Device: topology.KernelName(i.Key, i.Value)))
            .ToList();
        var shown = new List<InterfaceStatus>();
        foreach (var (name, settings, kernelName) in byDevice)
        {
            var link = links.FirstOrDefault(l => l.Name == kernelName);
            shown.Add(link is null ? Missing(name, settings) : Status(name, settings.Zone, link) with { Peers = Peers(settings, link) });
        }
        var configured = byDevice.Select(i => i.Device).ToHashSet();
        shown.AddRange(links.Where(l => !configured.Contains(l.Name)).OrderBy(l => l.Index).Select(l => Status(null, null, l)));
        return new Response.Interfaces(shown);
    }

    /// <summary>Those of the configuration, each with what it is.</summary>
    public IEnumerable<(string Name, string Help)> Names() =>
        engine.Running.Content.Config.Interfaces.Select(i => (i.Key, i.Value.Zone is { } zone ? $"zone {zone}" : "interface"));

    /// <summary>The admin's name of each device that has one.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesByDeviceAsync(CancellationToken stopping)
    {
        var config = engine.Running.Content.Config;
        var (topology, _) = await device.TopologyAsync(config, stopping);
        var names = new Dictionary<string, string>();
        foreach (var (name, settings) in config.Interfaces)
        {
            if (topology.KernelName(name, settings) is { } kernelName)
                names.TryAdd(kernelName, name);
        }
        return names;
    }

    /// <summary>The kernel's name of an interface that a person names by either name.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<string> DeviceOfAsync(string name, CancellationToken stopping)
    {
        var config = engine.Running.Content.Config;
        var (topology, links) = await device.TopologyAsync(config, stopping);
        if (config.Interfaces.TryGetValue(name, out var settings) && topology.KernelName(name, settings) is { } kernelName
            && links.Any(l => l.Name == kernelName))
            return kernelName;
        return links.Any(l => l.Name == name)
            ? name
            : throw new NotFoundException(
                $"there is no interface {name}",
                $"there are {string.Join(", ", config.Interfaces.Keys.Concat(links.Select(l => l.Name)).Distinct())}");
    }

    private static InterfaceStatus Missing(string name, InterfaceConfig settings) =>
        new(name, settings.Device?.ToString() ?? name, settings.Zone, "missing", "missing", null, 0, null, [], 0, 0, 0, 0);

    private static InterfaceStatus Status(string? name, string? zone, ObservedLink link) => new(
        name, link.Name, zone, link.Kind.ToString().ToLowerInvariant(),
        !link.Up ? "down" : link.Carrier || link.Kind == LinkKind.Loopback ? "up" : "no carrier",
        link.Mac, link.Mtu, link.Master,
        [.. link.Addresses.Select(a => new AddressStatus(a.ToString(), "static")), .. link.DynamicAddresses.Select(Dynamic)],
        link.Counters.ReceivedBytes, link.Counters.ReceivedPackets, link.Counters.SentBytes, link.Counters.SentPackets);

    /// <summary>In the document's order; one that the kernel does not have is about to come or to go.</summary>
    private static IReadOnlyList<PeerStatus>? Peers(InterfaceConfig settings, ObservedLink link)
    {
        if (settings.Virtual.Values.OfType<WireGuardConfig>().FirstOrDefault() is not { } tunnel || link.Settings is not WireGuardLink)
            return null;
        var states = WireGuardDevice.Peers(link.Index).ToDictionary(peer => peer.PublicKey);
        return
        [
            .. tunnel.Peers.Where(peer => states.ContainsKey(peer.Value.PublicKey))
                .Select(peer => Peer(peer.Key, peer.Value, states[peer.Value.PublicKey])),
        ];
    }

    private static PeerStatus Peer(string name, WireGuardPeerConfig peer, WireGuardPeerState state) => new(
        name, state.Endpoint?.ToString(), state.LastHandshake, (int)peer.Keepalive.TotalSeconds, state.ReceivedBytes, state.SentBytes);

    private static AddressStatus Dynamic(InterfaceAddress address) =>
        new(address.ToString(), address.Address.IsIPv6LinkLocal ? "link-local" : "dynamic");
}
