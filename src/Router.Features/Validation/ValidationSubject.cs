using System.Net;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Configuration;
using Router.Features.Firewall;
using Router.Features.Interfaces;

namespace Router.Features.Validation;

/// <summary>A configuration with what the checks of several sections ask of it, worked out once.</summary>
internal sealed class ValidationSubject(RouterConfig config, Surroundings around) : ILinkSurroundings
{
    private HashSet<string>? zones;
    private List<Connected>? networks;
    private readonly Dictionary<string, NetworkTable<Connected>> byAddress = [];
    private HashSet<IPAddress>? own;

    private HashSet<IPAddress> Own => own ??=
        [.. config.Interfaces.Values.SelectMany(i => i.Addresses).Concat(config.Mesh.Values.Select(m => m.Address)).Select(a => a.Address)];

    public RouterConfig Config => config;

    public Surroundings Around => around;

    ValueMap<string, InterfaceConfig> ILinkSurroundings.Interfaces => config.Interfaces;

    IReadOnlyCollection<string>? ILinkSurroundings.SecretNames => around.SecretNames;

    /// <summary>Zones that have interfaces; not <c>router</c>.</summary>
    public IReadOnlySet<string> Zones => zones ??= [.. ConfigNames.Zones(config).Select(z => z.Name)];

    /// <summary>Every fixed address of an interface that is not a loopback.</summary>
    public IReadOnlyList<Connected> Networks => networks ??=
    [
        .. from entry in config.Interfaces
           where !entry.Value.Loopback
           from address in entry.Value.Addresses
           select new Connected(entry.Key, entry.Value, address, address.Network),
    ];

    /// <summary>The network that an address is on, of the main table or of a VRF; null: on none that is known.</summary>
    public Connected? NetworkOf(IPAddress address, string? vrf = null)
    {
        if (!byAddress.TryGetValue(vrf ?? "", out var networks))
            byAddress[vrf ?? ""] = networks = new(Networks.Where(n => n.Config.Vrf == vrf).Select(n => (n.Network, n)));
        return networks.Find(address);
    }

    public string? WrongHost(IPAddress address, string? vrf = null) =>
        HostAddresses.Wrong(address) ?? (NetworkOf(address, vrf) is { } network ? HostAddresses.Wrong(address, network.Network) : null);

    /// <summary>An address of the router itself.</summary>
    public bool IsOwn(IPAddress address) => Own.Contains(address);

    /// <summary>An address of the router itself in that VRF, or in the main table.</summary>
    public bool IsOwn(IPAddress address, string? vrf) => config.Routing.Vrfs.Count == 0
        ? IsOwn(address)
        : config.Interfaces.Values
            .Where(i => i.Vrf == vrf)
            .SelectMany(i => i.Addresses)
            .Concat(config.Mesh.Values.Where(m => m.Vrf == vrf).Select(m => m.Address))
            .Any(a => a.Address.Equals(address));

    /// <summary>Refuses zones that no interface is in.</summary>
    public void CheckZones(Findings findings, IReadOnlyList<string> path, IEnumerable<string> names)
    {
        foreach (var name in names)
            CheckZone(findings, [.. path, name], name, router: false);
    }

    /// <summary>Zones that a service listens in; <paramref name="byDefault"/>: without any it knows some by itself.</summary>
    public void CheckListening(Findings findings, IReadOnlyList<string> service, ValueList<string> zones, bool byDefault = false)
    {
        CheckZones(findings, [.. service, "zones"], zones);
        if (zones.Count == 0 && !byDefault)
            findings.Advise(service, "listens in no zone, so nobody reaches it", "add zones");
    }

    private string EveryZone(IReadOnlyList<string> path) => path switch
    {
        [_, "rules", ..] => "leave it out: what is not given matches everything",
        [_, "policies", ..] =>
            $"a policy for each pair, or a rule without from or to; there are {string.Join(", ", Zones.Order(StringComparer.Ordinal))}",
        _ => $"name each zone; there are {string.Join(", ", Zones.Order(StringComparer.Ordinal))}",
    };

    public void CheckZone(Findings findings, IReadOnlyList<string> path, string? name, bool router)
    {
        if (name is null || Zones.Contains(name) || (router && name == FirewallConfig.RouterZone))
            return;
        if (name is "any" or "all")
            findings.Refuse(path, $"there is no zone {name}, and no word for all zones", EveryZone(path));
        else if (router && name is "self" or "local" or "localhost" or "host" or "firewall" or "fw")
            findings.Refuse(path, $"there is no zone {name}", "router is the device itself");
        else if (name == FirewallConfig.RouterZone)
            findings.Refuse(path, "router is the device itself, not a zone of interfaces", "name the zone that the interfaces are in");
        else
            findings.Unknown(path, "zone", name, router ? Zones.Append(FirewallConfig.RouterZone) : Zones);
    }
}

/// <summary>An address of an interface and the network it is on.</summary>
internal sealed record Connected(string Interface, InterfaceConfig Config, InterfaceAddress Address, IPNetwork Network);
