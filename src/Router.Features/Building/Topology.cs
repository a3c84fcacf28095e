using Router.Core.Boards;
using Router.Core.State;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Configuration;
using Router.Features.Interfaces;

namespace Router.Features.Building;

/// <summary>The admin's names and zones beside the kernel's names.</summary>
public sealed class Topology
{
    private const int DeepestStack = 8;
    private readonly Dictionary<string, List<string>> kernelNamesByZone = [];
    private readonly HashSet<string> inVrf = [], notInVrf = [];
    private readonly ValueMap<string, InterfaceConfig> interfaces;
    private readonly Dictionary<DeviceReference, List<string>> references;
    private readonly HashSet<string> foreign;

    private Topology(
        ValueMap<string, ValueList<string>> ports, Dictionary<DeviceReference, List<string>> references,
        HashSet<string> foreign, RouterConfig config)
    {
        this.references = references;
        this.foreign = foreign;
        Ports = ports;
        interfaces = config.Interfaces;
        foreach (var (name, settings) in config.Interfaces)
        {
            if (settings.Zone is { } zone && KernelName(name, settings) is { } kernelName)
                Join(zone, kernelName, settings.Vrf);
        }
        foreach (var (name, mesh) in config.Mesh)
            Join(mesh.ZoneOr(name), name, mesh.Vrf);
    }

    private void Join(string zone, string kernelName, string? vrf)
    {
        if (!kernelNamesByZone.TryGetValue(zone, out var members))
            kernelNamesByZone[zone] = members = [];
        members.Add(kernelName);
        (vrf is null ? notInVrf : inVrf).Add(zone);
    }

    /// <summary>The kernel's names of the ports that each interface was matched with, by the admin's name.</summary>
    public ValueMap<string, ValueList<string>> Ports { get; }

    /// <summary>Every zone that has a member.</summary>
    public IEnumerable<string> Zones => kernelNamesByZone.Keys;

    /// <summary>Kernel names; none for a zone that nobody is in.</summary>
    public IReadOnlyList<string> Members(string zone) => kernelNamesByZone.TryGetValue(zone, out var members) ? members : [];

    /// <summary>A link of this name is there already, and the interface cannot be made in its place.</summary>
    public bool IsForeign(string name) => foreign.Contains(name);

    /// <summary>A member of the zone is in a VRF, or in none: packets say differently which link they arrived on.</summary>
    public bool HasMembers(string zone, bool inVrf) => (inVrf ? this.inVrf : notInVrf).Contains(zone);

    /// <summary>Null: its port is not there.</summary>
    public string? KernelName(string name, InterfaceConfig settings) => KernelName(name, settings, 0);

    /// <summary>The same by its name, with the VRF that it is in.</summary>
    public (string Link, string? Vrf)? Link(string name) =>
        interfaces.TryGetValue(name, out var settings) && KernelName(name, settings) is { } link ? (link, settings.Vrf) : null;

    /// <summary>The kernel's name of what an interface stands on; null: it stands on nothing, or on a port that is not there.</summary>
    public string? Under(InterfaceConfig settings) => Under(settings, 0);

    private string? Under(InterfaceConfig settings, int depth) =>
        depth < DeepestStack && settings.On is { } on && interfaces.TryGetValue(on, out var below)
            ? KernelName(on, below, depth + 1)
            : null;

    private string? KernelName(string name, InterfaceConfig settings, int depth) => settings.Kind switch
    {
        InterfaceKind.Bridge => name,
        InterfaceKind.Loopback => "lo",
        InterfaceKind.Virtual => settings.On is null || Under(settings, depth) is not null ? name : null,
        _ => Ports.TryGetValue(name, out var ports) && ports.Count == 1 ? ports[0] : null,
    };

    /// <summary>Matches every port reference with a link; what cannot be matched is a problem.</summary>
    public static Topology Resolve(RouterConfig config, BuildContext context, List<Problem> problems)
    {
        var ports = new List<KeyValuePair<string, ValueList<string>>>();
        var taken = new Dictionary<string, string>();
        var byReference = new Dictionary<DeviceReference, List<string>>();
        var foreign = new HashSet<string>();
        var links = context.Links.ToDictionary(link => link.Name);
        foreach (var (name, settings) in config.Interfaces)
        {
            var path =
                $"interfaces {name} {(settings.Kind switch { InterfaceKind.Bridge => "bridge", InterfaceKind.Virtual => "bond members", _ => "device" })}";
            var references = settings.Kind == InterfaceKind.Ethernet ? settings.Device is { } device ? [device] : [] : settings.Members;
            var found = new List<string>();
            foreach (var reference in references)
            {
                byReference[reference] = IsMade(reference, config) ? [reference.Value] : Match(reference, context, links, path, problems);
                found.AddRange(byReference[reference]);
            }
            if (settings.Kind == InterfaceKind.Ethernet && found.Count > 1)
                problems.Add(new Problem(
                    path,
                    $"{settings.Device} is {found.Count} ports here: {string.Join(", ", found)}",
                    "name one of them, or make the interface a bridge"));
            CheckName(name, settings, links, foreign, problems);
            foreach (var port in found.Where(port => !taken.TryAdd(port, name) && taken[port] != name))
                problems.Add(
                    new Problem(path, $"port {port} belongs to interface {taken[port]} already", "a port can be in one interface only"));
            ports.Add(new(name, found.Count > 1 ? found.Where(port => taken[port] == name).Distinct().ToValueList() : [.. found]));
        }
        return new Topology(ports.ToValueMap(), byReference, foreign, config);
    }

    /// <summary>A link that is to be made must not have the name of one that somebody else made.</summary>
    private static void CheckName(
        string name, InterfaceConfig settings, Dictionary<string, ObservedLink> links, HashSet<string> foreign, List<Problem> problems)
    {
        if (settings.Kind is not (InterfaceKind.Bridge or InterfaceKind.Virtual) || !links.TryGetValue(name, out var there) || there.IsOwn
            || (settings.IsSession && there.Kind == LinkKind.Session))
            return;
        var bridge = settings.Kind == InterfaceKind.Bridge;
        if (bridge && there.Kind == LinkKind.Bridge)
            return;
        foreign.Add(name);
        problems.Add(bridge
            ? new Problem(
                $"interfaces {name}", $"this device has a port {name} already, which is no bridge", "choose another name for the bridge")
            : new Problem($"interfaces {name}", $"this device has a link {name} already, which is none of ours", "choose another name"));
    }

    /// <summary>Names a link that the document makes.</summary>
    private static bool IsMade(DeviceReference reference, RouterConfig config) =>
        reference.Kind == DeviceReferenceKind.Name && config.Interfaces.TryGetValue(reference.Value, out var made)
        && made.Kind == InterfaceKind.Virtual;

    private static List<string> Match(
        DeviceReference reference, BuildContext context, Dictionary<string, ObservedLink> links, string path, List<Problem> problems)
    {
        ValueList<string> names = reference.Kind switch
        {
            DeviceReferenceKind.Role => context.Board.Roles.TryGetValue(reference.Value, out var role) ? role : [],
            DeviceReferenceKind.Mac => Physical(l => l.Mac == reference.Value),
            DeviceReferenceKind.Path => Physical(l => l.BusPath == reference.Value),
            _ => [reference.Value],
        };
        var there = names.Where(name => links.TryGetValue(name, out var link) && link.Kind == LinkKind.Physical).ToList();
        // A role is as many ports as there are: a machine with fewer of them is no wrong machine.
        var complete = there.Count > 0 && (there.Count == names.Count || reference.Kind == DeviceReferenceKind.Role);
        if (!complete)
            problems.Add(Missing(reference, context, path, names.Except(there).ToList()));
        return there;

        ValueList<string> Physical(Func<ObservedLink, bool> matches) =>
            [.. context.Links.Where(l => l.Kind == LinkKind.Physical && matches(l)).Select(l => l.Name)];
    }

    private static Problem Missing(DeviceReference reference, BuildContext context, string path, List<string> missing)
    {
        var physical = context.Links.Where(l => l.Kind == LinkKind.Physical).Select(l => l.Mac is null ? l.Name : $"{l.Name} ({l.Mac})");
        var hint = $"this device has {string.Join(", ", physical)}";
        return reference.Kind switch
        {
            DeviceReferenceKind.Role when !context.Board.Roles.ContainsKey(reference.Value) =>
                new Problem(
                    path,
                    $"board {context.Board.Board} has no port with the role {reference.Value}",
                    $"its roles are {Roles(context.Board)}; {hint}"),
            DeviceReferenceKind.Role => new Problem(path, $"the board's port {string.Join(", ", missing)} is not there", hint),
            DeviceReferenceKind.Mac => new Problem(path, $"no port has the hardware address {reference.Value}", hint),
            DeviceReferenceKind.Path => new Problem(path, $"no port is plugged in at {reference.Value}", hint),
            _ => new Problem(path, $"there is no port {reference.Value}", hint),
        };
    }

    /// <summary>The reference names this port, here.</summary>
    public bool IsPort(DeviceReference reference, string port) => references.TryGetValue(reference, out var found) && found.Contains(port);

    private static string Roles(BoardFacts board) =>
        board.Roles.Count == 0 ? "none" : string.Join(", ", board.Roles.Keys.Select(role => $"@{role}"));
}
