using System.Net;
using Router.Core.Config.Shapes;
using Router.Core.Config.Validation;
using Router.Core.Sections.Interfaces;
using Router.Core.Sections.Mesh.Protection;

namespace Router.Core.Sections.Mesh;

/// <summary>Meshes have names and keys of their own, an underlay that is there, and say how they are protected.</summary>
internal sealed class MeshValidator : SectionValidator
{
    /// <summary>Times go over the wire as 16 bits of seconds.</summary>
    private static readonly TimeSpan LongestHolding = TimeSpan.FromSeconds(ushort.MaxValue);
    private static readonly TimeSpan ShortestHolding = TimeSpan.FromSeconds(10);

    public MeshValidator()
    {
        Check((subject, findings) => Each(subject, (name, mesh, path) => Name(subject, findings, name, mesh, path)));
        Check((subject, findings) => Each(subject, (_, mesh, path) => Underlay(subject, findings, mesh, path)));
        Check((subject, findings) => Each(subject, (name, mesh, path) => Address(subject, findings, name, mesh, path)));
        Check((subject, findings) => Each(subject, (_, mesh, path) => Hubs(subject, findings, mesh, path)));
        Check((subject, findings) => Each(subject, (_, mesh, path) => IpsecChecks.Check(findings, mesh, path)));
        Check((subject, findings) => Each(subject, (_, mesh, path) => Times(findings, mesh, path)));
        Check(SharedUnderlays);
    }

    private static void Each(ValidationSubject subject, Action<string, MeshConfig, string[]> check)
    {
        foreach (var (name, mesh) in subject.Config.Mesh)
            check(name, mesh, ["mesh", name]);
    }

    private static void Name(ValidationSubject subject, Findings findings, string name, MeshConfig mesh, string[] path)
    {
        if (subject.Config.Interfaces.TryGetValue(name, out var same) && same.Kind != InterfaceKind.Ethernet)
            findings.Refuse(path, $"{name} is an interface already", "a mesh makes a link of its own name: choose another");
        else if (subject.Config.Interfaces.Values.Any(i => i.Device is { Kind: DeviceReferenceKind.Name } d && d.Value == name))
            findings.Refuse(path, $"{name} is a port already", "a mesh makes a link of its own name: choose another");
        if (mesh.ZoneOr(name) == Firewall.FirewallConfig.RouterZone)
            findings.Refuse(mesh.Zone is null ? path : [.. path, "zone"], "router is the device itself, not a zone", "choose another zone");
    }

    private static void Underlay(ValidationSubject subject, Findings findings, MeshConfig mesh, string[] path)
    {
        if (!subject.Config.Interfaces.TryGetValue(mesh.Underlay, out var underlay))
            findings.Unknown([.. path, "underlay"], "interface", mesh.Underlay, subject.Config.Interfaces.Keys);
        else if (underlay.Kind == InterfaceKind.Loopback)
            findings.Refuse([.. path, "underlay"], $"{mesh.Underlay} is the loopback, nobody is behind it", "name the interface towards the internet");
        else if (!underlay.Dhcp && !underlay.Addresses.Any(a => !a.IsIPv6))
            findings.Refuse([.. path, "underlay"], $"{mesh.Underlay} has no IPv4 address", "give it an address, or dhcp: true");
        else if (mesh.IsHub && underlay.Dhcp && underlay.Addresses.Count == 0)
            findings.Advise([.. path, "underlay"], $"a hub whose address comes by DHCP is found by name only", "give spokes a name that follows it, or a fixed address here");
    }

    private static void Address(ValidationSubject subject, Findings findings, string name, MeshConfig mesh, string[] path)
    {
        path = [.. path, "address"];
        if (mesh.Address.IsIPv6)
        {
            findings.Refuse(path, $"{mesh.Address} is IPv6; the overlay is IPv4", "for example 10.255.0.7/24");
            return;
        }
        if (mesh.Address.PrefixLength > 30)
            findings.Refuse(path, $"{mesh.Address} leaves no room for peers", "the prefix is the whole mesh's network, for example 10.255.0.7/24");
        else if (NetworkScalars.FromPrefix(mesh.Address.Network) is var range && (mesh.Address.Address.Equals(range.First) || mesh.Address.Address.Equals(range.Last)))
            findings.Refuse(path, $"{mesh.Address.Address} is the {(mesh.Address.Address.Equals(range.First) ? "network" : "broadcast")} address of {mesh.Address.Network}", "take one in between");
        foreach (var (other, config) in subject.Config.Interfaces)
        {
            if (config.Addresses.FirstOrDefault(a => Overlap(a.Network, mesh.Address.Network)) is { Address: not null } there)
                findings.Refuse(path, $"the network {mesh.Address.Network} overlaps {there.Network} of {other}", "a mesh needs a network of its own");
        }
        foreach (var (other, config) in subject.Config.Mesh.TakeWhile(m => m.Key != name))
        {
            if (Overlap(config.Address.Network, mesh.Address.Network))
                findings.Refuse(path, $"the network {mesh.Address.Network} overlaps {config.Address.Network} of {other}", "each mesh needs a network of its own");
        }
    }

    private static void Hubs(ValidationSubject subject, Findings findings, MeshConfig mesh, string[] path)
    {
        var seen = new HashSet<string>();
        foreach (var hub in mesh.Hubs)
        {
            if (!seen.Add(hub))
                findings.Refuse([.. path, "hubs", hub], $"{hub} stands there twice", "name each hub once");
            else if (IPAddress.TryParse(hub, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
                findings.Refuse([.. path, "hubs", hub], $"{hub} is IPv6; the underlay is IPv4", "name the hub's IPv4 address");
            else if (address is not null && subject.IsOwn(address))
                findings.Refuse([.. path, "hubs", hub], $"{hub} is this router's own address", "a hub names no hubs; a spoke names others");
            else if (address is not null && mesh.Address.Network.Contains(address))
                findings.Refuse([.. path, "hubs", hub], $"{hub} is an address inside the mesh", "name the hub's address on the underlay");
        }
    }

    private static void Times(Findings findings, MeshConfig mesh, string[] path)
    {
        if (mesh.HoldingTime < ShortestHolding || mesh.HoldingTime > LongestHolding)
            findings.Refuse([.. path, "holding-time"], $"is not between {ShortestHolding.TotalSeconds}s and {LongestHolding.TotalSeconds}s", "NHRP has 16 bits for it; 2h is usual");
    }

    /// <summary>The kernel takes a key once on an underlay, and the firewall cannot look into a tunnel to see whose it is.</summary>
    private static void SharedUnderlays(ValidationSubject subject, Findings findings)
    {
        foreach (var shared in subject.Config.Mesh.GroupBy(m => m.Value.Underlay))
        {
            var keys = new Dictionary<uint, string>();
            var first = shared.First();
            foreach (var (name, mesh) in shared)
            {
                if (!keys.TryAdd(mesh.Key ?? 0, name))
                    findings.Refuse(["mesh", name], $"{keys[mesh.Key ?? 0]} has the same key on {mesh.Underlay}", "give each mesh on an underlay a key of its own");
                if (mesh.Ipsec?.None is { } clear && first.Value.Ipsec?.None is { } firstClear && clear != firstClear)
                    findings.Refuse(["mesh", name, "ipsec"], $"{first.Key} on the same underlay is {(firstClear ? "in clear" : "protected")}", "protect both, or use another underlay");
            }
        }
    }

    private static bool Overlap(IPNetwork one, IPNetwork two) =>
        one.BaseAddress.AddressFamily == two.BaseAddress.AddressFamily && (one.Contains(two.BaseAddress) || two.Contains(one.BaseAddress));
}
