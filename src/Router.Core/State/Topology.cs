using Router.Core.Boards;
using Router.Core.Problems;
using Router.Core.Sections;
using Router.Core.Sections.Interfaces;
using Router.Core.Values;

namespace Router.Core.State;

/// <summary>The admin's names and zones beside the kernel's names.</summary>
public sealed class Topology
{
    private readonly Dictionary<string, List<string>> kernelNamesByZone = [];

    private Topology(ValueMap<string, ValueList<string>> ports, RouterConfig config)
    {
        Ports = ports;
        foreach (var (name, settings) in config.Interfaces)
        {
            if (settings.Zone is not { } zone || KernelName(name, settings) is not { } kernelName)
                continue;
            if (!kernelNamesByZone.TryGetValue(zone, out var members))
                kernelNamesByZone[zone] = members = [];
            members.Add(kernelName);
        }
        foreach (var (name, mesh) in config.Mesh)
        {
            if (!kernelNamesByZone.TryGetValue(mesh.ZoneOr(name), out var members))
                kernelNamesByZone[mesh.ZoneOr(name)] = members = [];
            members.Add(name);
        }
    }

    /// <summary>The kernel's names of the ports that each interface was matched with, by the admin's name.</summary>
    public ValueMap<string, ValueList<string>> Ports { get; }

    /// <summary>Every zone that has a member.</summary>
    public IEnumerable<string> Zones => kernelNamesByZone.Keys;

    /// <summary>Kernel names; none for a zone that nobody is in.</summary>
    public IReadOnlyList<string> Members(string zone) => kernelNamesByZone.TryGetValue(zone, out var members) ? members : [];

    /// <summary>Null: its port is not there.</summary>
    public string? KernelName(string name, InterfaceConfig settings) => settings.Kind switch
    {
        InterfaceKind.Bridge => name,
        InterfaceKind.Loopback => "lo",
        _ => Ports.TryGetValue(name, out var ports) && ports.Count == 1 ? ports[0] : null,
    };

    /// <summary>Matches every port reference with a link; what cannot be matched is a problem.</summary>
    public static Topology Resolve(RouterConfig config, BuildContext context, List<Problem> problems)
    {
        var ports = new List<KeyValuePair<string, ValueList<string>>>();
        var taken = new Dictionary<string, string>();
        foreach (var (name, settings) in config.Interfaces)
        {
            var path = settings.Kind == InterfaceKind.Bridge ? $"interfaces {name} bridge" : $"interfaces {name} device";
            var references = settings.Kind == InterfaceKind.Bridge ? settings.Bridge! : settings.Device is { } device ? [device] : [];
            var found = new List<string>();
            foreach (var reference in references)
                found.AddRange(Match(reference, context, path, problems));
            if (settings.Kind == InterfaceKind.Ethernet && found.Count > 1)
                problems.Add(new Problem(path, $"{settings.Device} is {found.Count} ports here: {string.Join(", ", found)}", "name one of them, or make the interface a bridge"));
            if (settings.Kind == InterfaceKind.Bridge && context.Links.Any(l => l.Name == name && l.Kind != LinkKind.Bridge))
                problems.Add(new Problem($"interfaces {name}", $"this device has a port {name} already, which is no bridge", "choose another name for the bridge"));
            foreach (var port in found.Where(port => !taken.TryAdd(port, name) && taken[port] != name))
                problems.Add(new Problem(path, $"port {port} belongs to interface {taken[port]} already", "a port can be in one interface only"));
            ports.Add(new(name, found.Distinct().ToValueList()));
        }
        return new Topology(ports.ToValueMap(), config);
    }

    private static List<string> Match(DeviceReference reference, BuildContext context, string path, List<Problem> problems)
    {
        var links = context.Links.Where(l => l.Kind == LinkKind.Physical).ToList();
        ValueList<string> names = reference.Kind switch
        {
            DeviceReferenceKind.Role => context.Board.Roles.TryGetValue(reference.Value, out var role) ? role : [],
            DeviceReferenceKind.Mac => [.. links.Where(l => l.Mac == reference.Value).Select(l => l.Name)],
            DeviceReferenceKind.Path => [.. links.Where(l => l.BusPath == reference.Value).Select(l => l.Name)],
            _ => [reference.Value],
        };
        var there = names.Where(name => links.Any(l => l.Name == name)).ToList();
        // A role is as many ports as there are: a machine with fewer of them is no wrong machine.
        var complete = there.Count > 0 && (there.Count == names.Count || reference.Kind == DeviceReferenceKind.Role);
        if (!complete && !context.SkipMissingPorts)
            problems.Add(Missing(reference, context, path, names.Except(there).ToList()));
        return there;
    }

    private static Problem Missing(DeviceReference reference, BuildContext context, string path, List<string> missing)
    {
        var physical = context.Links.Where(l => l.Kind == LinkKind.Physical).Select(l => l.Mac is null ? l.Name : $"{l.Name} ({l.Mac})");
        var hint = $"this device has {string.Join(", ", physical)}";
        return reference.Kind switch
        {
            DeviceReferenceKind.Role when !context.Board.Roles.ContainsKey(reference.Value) =>
                new Problem(path, $"board {context.Board.Board} has no port with the role {reference.Value}", $"its roles are {Roles(context.Board)}; {hint}"),
            DeviceReferenceKind.Role => new Problem(path, $"the board's port {string.Join(", ", missing)} is not there", hint),
            DeviceReferenceKind.Mac => new Problem(path, $"no port has the hardware address {reference.Value}", hint),
            DeviceReferenceKind.Path => new Problem(path, $"no port is plugged in at {reference.Value}", hint),
            _ => new Problem(path, $"there is no port {reference.Value}", hint),
        };
    }

    private static string Roles(BoardPorts board) => board.Roles.Count == 0 ? "none" : string.Join(", ", board.Roles.Keys.Select(role => $"@{role}"));
}
