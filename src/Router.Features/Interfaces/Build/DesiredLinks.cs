using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces.Checks;
using Router.Features.Interfaces.Kinds;

namespace Router.Features.Interfaces.Build;

/// <summary>The links of a document: those that it makes, the ports that it names, and the ports of its bridges and bonds.</summary>
internal static class DesiredLinks
{
    /// <param name="waiting">Takes the links whose other end or own address is not known yet.</param>
    public static IReadOnlyCollection<KeyValuePair<string, DesiredLink>> Of(
        RouterConfig config, Topology topology, BuildContext context, List<Problem> problems, List<Waiting> waiting)
    {
        var addresses = new LinkAddresses(config, topology, context);
        var masters = Masters(config, topology);
        var links = new OrderedDictionary<string, DesiredLink>(config.Interfaces.Count);
        foreach (var (name, settings) in config.Interfaces)
        {
            if (topology.KernelName(name, settings) is not { } kernelName)
                continue;
            var before = problems.Count;
            var made = Settings(name, settings, topology, context, addresses, problems);
            // Without its key a tunnel would be one that nobody reaches, and its network would lead nowhere.
            if (problems.Count > before || topology.IsForeign(name))
                continue;
            if (made is null && settings is { Kind: InterfaceKind.Virtual, IsSession: false })
            {
                waiting.Add(new Waiting($"link {name}", TunnelWaits.Reason(settings.Made!, context)));
                continue;
            }
            var link = Link(kernelName, name, settings, config, made);
            if (settings.Delegated is { } part && Delegated(part, config, topology, context, addresses) is { } given)
                link = link with { Addresses = [.. link.Addresses, given] };
            links[kernelName] = masters.ContainsKey(kernelName)
                ? Port(link, masters, config, topology)
                : link with { Master = settings.Vrf };
            foreach (var port in settings.Kind == InterfaceKind.Ethernet ? [] : topology.Ports[name].AsSpan())
            {
                if (!IsMade(port, config))
                    links[port] = Port(new DesiredLink { Name = port, Kind = LinkKind.Physical }, masters, config, topology);
            }
        }
        return links;
    }

    private static bool IsMade(string port, RouterConfig config) =>
        config.Interfaces.TryGetValue(port, out var made) && made.Kind == InterfaceKind.Virtual;

    /// <summary>The interface that a port belongs to, by the port's kernel name.</summary>
    private static Dictionary<string, string> Masters(RouterConfig config, Topology topology)
    {
        var masters = new Dictionary<string, string>();
        foreach (var (name, settings) in config.Interfaces.Where(i => i.Value.Kind != InterfaceKind.Ethernet))
        {
            foreach (var port in topology.Ports[name])
                masters[port] = name;
        }
        return masters;
    }

    private static DesiredLink Link(string kernelName, string name, InterfaceConfig settings, RouterConfig config, LinkSettings? made) =>
        new()
        {
            Name = kernelName,
            Settings = made,
            Kind = settings.Kind switch
            {
                InterfaceKind.Bridge => LinkKind.Bridge,
                InterfaceKind.Loopback => LinkKind.Loopback,
                InterfaceKind.Virtual => settings.IsSession ? LinkKind.Session : LinkKind.Virtual,
                _ => LinkKind.Physical,
            },
            Mtu = settings.IsSession ? null : settings.Mtu ?? (settings.Made?.Underlay is null ? null : InterfaceMtu.Most(config, name)),
            Mac = settings.Mac,
            Vlans = settings.Kind == InterfaceKind.Bridge ? BridgeVlans(name, settings, config) : null,
            Up = settings.Enabled,
            Addresses = made is null || settings.Made is not { } kind ? settings.Addresses
                : [.. settings.Addresses, .. kind.Addresses(made, settings)],
            Dhcp = settings.LearnsIPv4 || settings.Ipv6 is not null || settings.Delegated is not null,
        };

    private static LinkSettings? Settings(
        string name, InterfaceConfig settings, Topology topology, BuildContext context, LinkAddresses addresses, List<Problem> problems) =>
        settings.Kind switch
        {
            InterfaceKind.Bridge => new BridgeLink(settings.Vlans.Count > 0),
            InterfaceKind.Virtual when !settings.IsSession => settings.Made!.Settings(
                new VirtualContext(
                    name, topology.Under(settings), (secret, key, check) =>
                        Secrets.Find(context, secret, ConfigPath.Join(["interfaces", name, .. key.Split(' ')]), problems, check))
                {
                    Itself = settings,
                    AddressOf = addresses.Find,
                    Resolve = context.Resolve,
                }),
            _ => null,
        };

    /// <summary>The router's address in its part of a prefix that a link has by itself; null: another's client gives it.</summary>
    private static InterfaceAddress? Delegated(
        DelegatedPrefixConfig part, RouterConfig config, Topology topology, BuildContext context, LinkAddresses addresses) =>
        part.Names.Contains(RequestedPrefix.Main)
        && config.Interfaces.TryGetValue(part.From, out var outside) && outside is { Enabled: true, Made.DelegatedLength: not null }
        && Settings(part.From, outside, topology, context, addresses, []) is SitLink { Domain: { } domain, Local: { } local }
            ? GivenPrefixes.Part(domain.Delegated(local), part)
            : null;

    /// <summary>A port is as large as its bridge or bond, and works when that does.</summary>
    private static DesiredLink Port(DesiredLink link, Dictionary<string, string> masters, RouterConfig config, Topology topology)
    {
        var name = masters[link.Name];
        var master = config.Interfaces[name];
        return link with
        {
            Master = name,
            Mtu = link.Mtu ?? master.Mtu,
            Up = link.Up && master.Enabled,
            Vlans = PortVlans(link.Name, name, master, topology),
        };
    }

    /// <summary>What the bridge itself hears: what the document says, and the VLANs that stand on it.</summary>
    private static ValueList<PortVlan>? BridgeVlans(string name, InterfaceConfig bridge, RouterConfig config)
    {
        if (bridge.Vlans.Count == 0)
            return null;
        var said = bridge.Vlans.FirstOrDefault(v => v.Key.Value == name).Value?.Vlans ?? [PortVlan.Usual];
        var standing = config.Interfaces.Values.Where(i => i.On == name).Select(i => i.Made).OfType<VlanConfig>();
        return said.Concat(standing.Select(vlan => new PortVlan(vlan.Id, false, false)).ExceptBy(said.Select(v => v.Id), v => v.Id))
            .DistinctBy(v => v.Id).OrderBy(v => v.Id).ToValueList();
    }

    private static ValueList<PortVlan>? PortVlans(string port, string name, InterfaceConfig master, Topology topology)
    {
        if (master.Bridge is null || master.Vlans.Count == 0)
            return null;
        var said = master.Vlans.FirstOrDefault(v => v.Key.Value != name && topology.IsPort(v.Key, port)).Value;
        return said?.Vlans ?? [PortVlan.Usual];
    }
}
