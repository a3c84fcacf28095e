using System.Globalization;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>
/// Links of <c>network</c>: ports, bridges of the new kind (a <c>device</c>) and the old (an interface with <c>type bridge</c>), VLANs by
/// name (<c>eth0.7</c>), by device and by the bridge's table (<c>bridge-vlan</c>).
/// </summary>
internal sealed class Devices
{
    private const string Interfaces = "interfaces";

    private readonly ImportContext context;
    private readonly Dictionary<string, UciSection> sections = [];

    public Devices(ImportContext context)
    {
        this.context = context;
        foreach (var section in context.Sections("network", "device").Where(section => section.Value("name") is not null))
            sections.TryAdd(section.Value("name")!, section);
    }

    private bool HasSwitch => context.Sections("network", "switch").Any();

    /// <summary>The interface that stands for the device already.</summary>
    public string? OwnerOf(string device) => context.Owners.GetValueOrDefault(device);

    public bool IsVlan(string device) => Vlan(device) is not null;

    /// <summary>Makes the interface of that name the device.</summary>
    public void Make(string name, string device, UciLine from) => Make(name, name, device, from);

    /// <summary>What a line with a session stands on: an interface of its own, on the port that a board keeps for the line.</summary>
    public string MakeBelow(string line, string device, UciLine from)
    {
        var name = $"{line}-port";
        Make(name, line, device, from);
        return name;
    }

    /// <summary>An interface of the old kind, which says its ports itself.</summary>
    public void MakeBridge(string name, IReadOnlyList<UciLine> ports, UciLine from)
    {
        context.Owners.TryAdd($"br-{name}", name);
        Bridge(name, name, $"br-{name}", ports, from);
    }

    private void Make(string name, string role, string device, UciLine from)
    {
        context.Owners[device] = name;
        sections.TryGetValue(device, out var section);
        if (section?.Value("type") == "bridge")
            Bridge(name, role, device, [.. section.All("ports"), .. section.All("ifname")], from);
        else if (Vlan(device) is { } vlan && !(HasSwitch && context.Board.Roles.ContainsKey(role)))
            StandOn(name, vlan, from);
        else
            Port(name, role, device, from);
        if (section is not null)
            Describe(name, section);
    }

    private void Describe(string name, UciSection section)
    {
        foreach (var line in new[] { section.Find("name"), section.Find("type") })
            context.Say(line, Fate.Said, $"{Interfaces} {name}");
        if (section.Find("mtu") is { } mtu)
            context.Draft.Set([mtu.Source], mtu.Value, Interfaces, name, "mtu");
        if (section.Find("macaddr") is { } mac)
            context.Draft.Set([mac.Source], mac.Value, Interfaces, name, "mac");
        if (section.Find("type") is null)
            PortImport.Device(context, section, name);
    }

    private void Port(string name, string role, string device, UciLine from)
    {
        if (!context.Board.Roles.TryGetValue(role, out var ports))
            context.Draft.Set([from.Source], device, Interfaces, name, "device");
        else if (ports.Count == 1)
            context.Draft.Set([from.Source], $"@{role}", Interfaces, name, "device");
        else
            context.Draft.Add([from.Source], $"@{role}", Interfaces, name, "bridge");
    }

    private void StandOn(string name, VlanOf vlan, UciLine from)
    {
        var below = OwnerOf(vlan.Below) ?? Below(vlan.Below, name, from);
        SourceLine[] lines = [from.Source, .. ImportContext.Of(vlan.Section?.Find("vid"), vlan.Section?.Find("ifname"))];
        context.Draft.Set(lines, vlan.Id, Interfaces, name, vlan.IsServiceTag ? "qinq" : "vlan");
        context.Draft.Set([from.Source], below, Interfaces, name, "on");
    }

    /// <summary>What a VLAN stands on, where no interface is there for it.</summary>
    private string Below(string device, string role, UciLine from)
    {
        var taken = context.Sections("network", "interface").Any(section => section.Name == device);
        var name = taken ? $"{device}-port" : device;
        Make(name, role, device, from);
        return name;
    }

    private void Bridge(string name, string role, string device, IReadOnlyList<UciLine> ports, UciLine from)
    {
        var vlans = context.Sections("network", "bridge-vlan").Where(section => section.Value("device") == device).ToList();
        if (context.Board.Roles.ContainsKey(role) && vlans.Count == 0)
        {
            context.Draft.Add([from.Source, .. ports.Select(line => line.Source)], $"@{role}", Interfaces, name, "bridge");
            return;
        }
        context.Draft.List([from.Source], Interfaces, name, "bridge");
        foreach (var line in ports)
        {
            foreach (var port in line.Words)
                Member(name, port, line);
        }
        foreach (var vlan in vlans)
            Filter(name, vlan);
    }

    private void Member(string bridge, string port, UciLine from)
    {
        if (IsVlan(port) && OwnerOf(port) is null)
            Make(port, port, port, from);
        context.Draft.Add([from.Source], port, Interfaces, bridge, "bridge");
    }

    private void Filter(string bridge, UciSection vlan)
    {
        if (vlan.Find("vlan") is not { } id)
        {
            context.Rest(vlan, Fate.NotSayable, "has no number of a VLAN");
            return;
        }
        foreach (var line in vlan.All("ports"))
        {
            foreach (var word in line.Words)
            {
                var parts = word.Split(':', 2);
                context.Draft.Add([line.Source], parts[0], Interfaces, bridge, "bridge");
                if (parts.Length > 1 && parts[1].Contains('t', StringComparison.Ordinal))
                    context.Draft.Add([id.Source, line.Source], id.Value, Interfaces, bridge, "vlans", parts[0], "tagged");
                else
                    context.Draft.Set([id.Source, line.Source], id.Value, Interfaces, bridge, "vlans", parts[0], "untagged");
            }
        }
        if (vlan.Is("local", otherwise: true))
            context.Draft.Add(
                ImportContext.Of(id, vlan.Find("local")), id.Value, Interfaces, bridge, "vlans", bridge, "tagged");
        context.Say(vlan.Find("device"), Fate.Said, $"{Interfaces} {bridge} vlans");
    }

    /// <summary>Null: the device is no VLAN.</summary>
    private VlanOf? Vlan(string device)
    {
        if (sections.TryGetValue(device, out var section))
        {
            return section.Value("type") is "8021q" or "8021ad" && section.Value("ifname") is { } below && section.Value("vid") is { } id
                ? new(below, id, section.Value("type") == "8021ad", section)
                : null;
        }
        var dot = device.LastIndexOf('.');
        return dot > 0 && ushort.TryParse(device.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new(device[..dot], device[(dot + 1)..], false, null)
            : null;
    }

    private sealed record VlanOf(string Below, string Id, bool IsServiceTag, UciSection? Section);
}
