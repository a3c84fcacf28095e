using System.Net;
using Router.Core.Shapes;
using Router.Documents.Checks;
using Router.Features.Interfaces;
using Router.Features.Interfaces.Checks;
using Router.Features.Validation;

namespace Router.Features.Mesh.Checks;

/// <summary>Meshes have names and keys of their own, an underlay that is there, and say how they are protected.</summary>
internal sealed class MeshValidator : SectionValidator
{
    /// <summary>Times go over the wire as 16 bits of seconds.</summary>
    private static readonly TimeSpan LongestHolding = TimeSpan.FromSeconds(ushort.MaxValue);
    private static readonly TimeSpan ShortestHolding = TimeSpan.FromSeconds(10);

    /// <summary>RFC 8200, section 5.</summary>
    private const int SmallestIPv6Mtu = 1280;

    /// <summary>Two peers and the address that is the network's own.</summary>
    private const int LongestIPv4 = 30, LongestIPv6 = 126;

    public MeshValidator()
    {
        Check((subject, findings) => Each(subject, (name, mesh, path) => Name(subject, findings, name, mesh, path)));
        Check((subject, findings) => Each(subject, (_, mesh, path) => Underlay(subject, findings, mesh, path)));
        Check((subject, findings) => Each(subject, (name, mesh, path) => Address(subject, findings, name, mesh, path)));
        Check((subject, findings) => Each(subject, (name, mesh, path) => Transport(subject, findings, name, mesh, path)));
        Check((subject, findings) => Each(subject, (_, mesh, path) => Hubs(subject, findings, mesh, path)));
        Check((subject, findings) => Each(subject, (_, mesh, path) => IpsecChecks.Check(findings, mesh, path)));
        Check((subject, findings) => Each(subject, (_, mesh, path) => Times(findings, mesh, path)));
        Check((subject, findings) => Each(subject, (_, mesh, path) => Uniqueness(subject, findings, mesh, path)));
        Check(SharedUnderlays);
    }

    private static void Each(ValidationSubject subject, Action<string, MeshConfig, string[]> check)
    {
        foreach (var (name, mesh) in subject.Config.Mesh)
            check(name, mesh, ["mesh", name]);
    }

    private static void Name(ValidationSubject subject, Findings findings, string name, MeshConfig mesh, string[] path)
    {
        if (LinkNames.Owner(subject, name) is { } owner)
            findings.Refuse(path, $"{name} is {owner} already", "a mesh makes a link of its own name: choose another");
        if (subject.Config.Routing.Vrfs.ContainsKey(name))
            findings.Refuse(path, $"{name} is a VRF already", "a mesh makes a link of its own name: choose another");
        if (mesh.Vrf is { } vrf && !subject.Config.Routing.Vrfs.ContainsKey(vrf))
            findings.Unknown([.. path, "vrf"], "VRF", vrf, subject.Config.Routing.Vrfs.Keys);
        if (mesh.ZoneOr(name) == Firewall.FirewallConfig.RouterZone)
            findings.Refuse(mesh.Zone is null ? path : [.. path, "zone"], "router is the device itself, not a zone", "choose another zone");
    }

    private static void Underlay(ValidationSubject subject, Findings findings, MeshConfig mesh, string[] path)
    {
        if (!subject.Config.Interfaces.TryGetValue(mesh.Underlay, out var underlay))
            findings.Unknown([.. path, "underlay"], "interface", mesh.Underlay, subject.Config.Interfaces.Keys);
        else if (underlay.Kind == InterfaceKind.Loopback)
            findings.Refuse(
                [.. path, "underlay"], $"{mesh.Underlay} is the loopback, nobody is behind it", "name the interface towards the internet");
        else if (mesh.OverIPv6 && underlay.Vrf is { } vrf)
            findings.Refuse(
                [.. path, "underlay"],
                $"{mesh.Underlay} is in {vrf}, and the kernel sends tunnels over IPv6 by the main table alone",
                "take the interface out of the VRF, or use transport: ipv4");
        else if (!IsGiven(underlay, mesh) && !HasFixed(underlay, mesh))
            findings.Refuse(
                [.. path, "underlay"],
                $"{mesh.Underlay} has no {Words(mesh)} address",
                mesh.OverIPv6
                    ? "give it an address, ipv6: {}, or transport: ipv4 here"
                    : "give it an address, dhcp: true, or transport: ipv6 here");
        else if (mesh.IsHub && !HasFixed(underlay, mesh))
            findings.Advise(
                [.. path, "underlay"],
                $"a hub whose address is given to it is found by name only",
                "give spokes a name that follows it, or a fixed address here");
    }

    /// <summary>The kernel tells tunnels over IPv6 apart by their keys alone.</summary>
    private static void Transport(ValidationSubject subject, Findings findings, string name, MeshConfig mesh, string[] path)
    {
        if (!mesh.OverIPv6)
            return;
        if (mesh.Key is null)
            findings.Refuse(
                [.. path, "transport"], "over IPv6 the kernel makes no tunnels without a key", "add key, the same at all peers");
        else if (subject.Config.Mesh.TakeWhile(m => m.Key != name).FirstOrDefault(m => m.Value.OverIPv6 && m.Value.Key == mesh.Key
            && m.Value.Underlay != mesh.Underlay).Key is { } other)
            findings.Refuse([.. path, "key"], $"{other} has the same key over IPv6", "give each mesh over IPv6 a key of its own");
    }

    private static bool HasFixed(InterfaceConfig underlay, MeshConfig mesh) =>
        underlay.Addresses.Any(a => a.IsIPv6 == mesh.OverIPv6 && !a.Address.IsIPv6LinkLocal);

    /// <summary>By DHCP or by the router outside.</summary>
    private static bool IsGiven(InterfaceConfig underlay, MeshConfig mesh) =>
        mesh.OverIPv6 ? underlay.Ipv6 is not null || underlay.Delegated is not null : underlay.LearnsIPv4;

    private static string Words(MeshConfig mesh) => mesh.OverIPv6 ? "IPv6" : "IPv4";

    private static void Address(ValidationSubject subject, Findings findings, string name, MeshConfig mesh, string[] path)
    {
        path = [.. path, "address"];
        Host(findings, mesh, path);
        foreach (var (other, config) in subject.Config.Interfaces)
        {
            if (InterfaceNetworks.MayMeet(config.Vrf, mesh.Vrf)
                && config.Addresses.FirstOrDefault(a => Overlap(a.Network, mesh.Address.Network)) is { Address: not null } there)
                findings.Refuse(
                    path, $"the network {mesh.Address.Network} overlaps {there.Network} of {other}", "a mesh needs a network of its own");
        }
        foreach (var (other, config) in subject.Config.Mesh.TakeWhile(m => m.Key != name))
        {
            if (InterfaceNetworks.MayMeet(config.Vrf, mesh.Vrf) && Overlap(config.Address.Network, mesh.Address.Network))
                findings.Refuse(
                    path,
                    $"the network {mesh.Address.Network} overlaps {config.Address.Network} of {other}",
                    "each mesh needs a network of its own");
        }
    }

    private static void Host(Findings findings, MeshConfig mesh, string[] path)
    {
        var (address, example) = (mesh.Address.Address, mesh.Address.IsIPv6 ? "2001:db8:ff::7/64" : "10.255.0.7/24");
        var range = NetworkScalars.FromPrefix(mesh.Address.Network);
        if (address.IsIPv6LinkLocal || address.IsIPv6Multicast || IPAddress.IsLoopback(address))
            findings.Refuse(path, $"{address} cannot be reached through others", $"for example {example}");
        else if (mesh.Address.PrefixLength > (mesh.Address.IsIPv6 ? LongestIPv6 : LongestIPv4))
            findings.Refuse(
                path, $"{mesh.Address} leaves no room for peers", $"the prefix is the whole mesh's network, for example {example}");
        else if (address.Equals(range.First))
            findings.Refuse(
                path,
                $"{address} is the {(mesh.Address.IsIPv6 ? "anycast" : "network")} address of {mesh.Address.Network}",
                "take one in between");
        else if (!mesh.Address.IsIPv6 && address.Equals(range.Last))
            findings.Refuse(path, $"{address} is the broadcast address of {mesh.Address.Network}", "take one in between");
        if (mesh.Address.IsIPv6 && mesh.Mtu < SmallestIPv6Mtu)
            findings.Refuse([.. path[..^1], "mtu"], $"{mesh.Mtu} is too small for an IPv6 address", $"IPv6 needs {SmallestIPv6Mtu}");
    }

    private static void Hubs(ValidationSubject subject, Findings findings, MeshConfig mesh, string[] path)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var hub in mesh.Hubs)
        {
            if (!seen.Add(IPAddress.TryParse(hub, out var address) ? $"{address}" : hub))
                findings.Refuse([.. path, "hubs", hub], $"{hub} stands there twice", "name each hub once");
            else if (address is not null && address.AddressFamily != mesh.UnderlayFamily)
                findings.Refuse(
                    [.. path, "hubs", hub],
                    $"{hub} is no {Words(mesh)} address",
                    $"name the hub's {Words(mesh)} address, or say transport: {(mesh.OverIPv6 ? "ipv4" : "ipv6")}");
            else if (address is not null && subject.IsOwn(address, subject.Config.Interfaces.GetValueOrDefault(mesh.Underlay)?.Vrf))
                findings.Refuse([.. path, "hubs", hub], $"{hub} is this router's own address", "a hub names no hubs; a spoke names others");
            else if (address is not null
                && subject.WrongHost(address, subject.Config.Interfaces.GetValueOrDefault(mesh.Underlay)?.Vrf) is { } wrong)
                findings.Refuse([.. path, "hubs", hub], $"{hub} {wrong}", "name the hub's address on the underlay");
            else if (address is not null && mesh.Address.IsBeside(address))
                findings.Refuse([.. path, "hubs", hub], $"{hub} is an address inside the mesh", "name the hub's address on the underlay");
        }
    }

    private static void Times(Findings findings, MeshConfig mesh, string[] path)
    {
        if (mesh.HoldingTime < ShortestHolding || mesh.HoldingTime > LongestHolding)
            findings.Refuse(
                [.. path, "holding-time"],
                $"is not between {ShortestHolding.TotalSeconds}s and {LongestHolding.TotalSeconds}s",
                "NHRP has 16 bits for it; 2h is usual");
    }

    /// <summary>A hub lets a unique address move only to who can show that it is the same spoke.</summary>
    private static void Uniqueness(ValidationSubject subject, Findings findings, MeshConfig mesh, string[] path)
    {
        if (mesh.IsHub || !mesh.Unique || mesh.Authentication is not null || mesh.Ipsec is not { None: true })
            return;
        if (subject.Config.Interfaces.TryGetValue(mesh.Underlay, out var underlay) && IsGiven(underlay, mesh) && !HasFixed(underlay, mesh))
            findings.Advise(
                path,
                $"when {mesh.Underlay} gets another address, hubs refuse this spoke until its holding time is over ({mesh.HoldingTime.TotalMinutes:0.#} minutes): nothing proves that it is the same",
                "unique: false lets it move at once; ipsec, or authentication, shows who it is");
    }

    /// <summary>The kernel takes a key once on an underlay, and the firewall cannot look into a tunnel to see whose it is.</summary>
    private static void SharedUnderlays(ValidationSubject subject, Findings findings)
    {
        foreach (var shared in subject.Config.Mesh.GroupBy(m => m.Value.Underlay))
        {
            var keys = new Dictionary<(bool, uint), string>();
            var first = shared.First();
            foreach (var (name, mesh) in shared)
            {
                if (!keys.TryAdd((mesh.OverIPv6, mesh.Key ?? 0), name))
                    findings.Refuse(
                        ["mesh", name],
                        $"{keys[(mesh.OverIPv6, mesh.Key ?? 0)]} has the same key on {mesh.Underlay}",
                        "give each mesh on an underlay a key of its own");
                if (mesh.Ipsec?.None is { } clear && first.Value.Ipsec?.None is { } firstClear && clear != firstClear)
                    findings.Refuse(
                        ["mesh", name, "ipsec"],
                        $"{first.Key} on the same underlay is {(firstClear ? "in clear" : "protected")}",
                        "protect both, or use another underlay");
            }
        }
    }

    private static bool Overlap(IPNetwork one, IPNetwork two) =>
        one.BaseAddress.AddressFamily == two.BaseAddress.AddressFamily && (one.Contains(two.BaseAddress) || two.Contains(one.BaseAddress));
}
