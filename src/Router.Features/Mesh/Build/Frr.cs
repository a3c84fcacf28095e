using System.Net;
using System.Text;
using Router.Core.State;
using Router.Features.Configuration;

namespace Router.Features.Mesh.Build;

/// <summary>
/// FRR for what meshes tell by BGP: zebra keeps the kernel's routes, bgpd speaks. A change of bgpd's file is told to the running one line
/// by line (<c>/usr/libexec/router/bgp-changes</c>), so that no session ends that the change is not about; what is behind two spaces
/// belongs to an address family.
/// </summary>
internal static class Frr
{
    /// <summary>BGP's.</summary>
    public const ushort Port = 179;

    /// <summary>FRR's largest number of spokes that come without being named.</summary>
    private const int MostSpokes = 65_535;

    private static readonly ServiceDirectory Sockets = new("/run/frr", FileModes.AllFolder, "frr:frr");

    /// <summary>Its packages give FRR's user this folder. What root reads there nobody else may replace.</summary>
    private static readonly ServiceDirectory Configuration = new("/etc/frr", FileModes.AllFolder, "root:root");

    public static IEnumerable<DesiredService> Build(RouterConfig config)
    {
        var meshes = config.Mesh.Where(m => m.Value.Bgp is not null).Select(m => (m.Key, m.Value, m.Value.Bgp!)).ToList();
        var running = meshes.Count > 0;
        yield return new()
        {
            Name = "zebra",
            Running = running,
            Owns = ["/etc/frr/zebra.conf", "/etc/frr/vtysh.conf"],
            Files = running ? [File("zebra", "log syslog warnings\n"), File("vtysh", "no service integrated-vtysh-config\n")] : [],
            Directories = [Configuration, Sockets],
        };
        yield return new()
        {
            Name = "bgpd",
            Running = running,
            Owns = ["/etc/frr/bgpd.conf"],
            OnChange = ServiceChange.Reload,
            SessionPorts = running ? [Port] : [],
            Check = ["/usr/lib/frr/bgpd", "-C", "-f", "{0}"],
            Files = running ? [File("bgpd", Text(config, meshes))] : [],
            Directories = [Configuration, Sockets],
        };
    }

    private static ServiceFile File(string name, string text) => new($"/etc/frr/{name}.conf", text, FileModes.GroupReads, "root:frr");

    private static string Text(RouterConfig config, List<(string Name, MeshConfig Mesh, BgpConfig Bgp)> meshes)
    {
        var text = new StringBuilder("log syslog warnings\n");
        foreach (var (name, mesh, _) in meshes)
        {
            // A route to the mesh's own network, or into it, would put tunnels into tunnels.
            var family = Family(mesh);
            text.Append($"{family} prefix-list {name} seq 5 deny {mesh.Address.Network} le {(mesh.Address.IsIPv6 ? 128 : 32)}\n");
            text.Append($"{family} prefix-list {name} seq 10 permit any\n");
        }
        foreach (var domain in meshes.GroupBy(m => m.Mesh.Vrf))
            AppendDomain(text, config, domain.Key, [.. domain]);
        return text.ToString();
    }

    /// <summary>One instance for each routing domain: null is the main table's.</summary>
    private static void AppendDomain(
        StringBuilder text, RouterConfig config, string? vrf, List<(string Name, MeshConfig Mesh, BgpConfig Bgp)> meshes)
    {
        var (_, first, bgp) = meshes[0];
        text.Append(
            $"""
            router bgp {bgp.As}{(vrf is null ? "" : $" vrf {vrf}")}
             bgp router-id {RouterId(config, first)}
             no bgp default ipv4-unicast
             bgp graceful-restart
             bgp graceful-restart preserve-fw-state

            """);
        foreach (var (name, mesh, spoken) in meshes)
            AppendNeighbours(text, name, mesh, spoken);
        foreach (var family in meshes.GroupBy(m => m.Mesh.Address.IsIPv6))
            AppendFamily(text, config, family.Key, family);
    }

    private static void AppendNeighbours(StringBuilder text, string name, MeshConfig mesh, BgpConfig bgp)
    {
        text.Append(
            $" neighbor {name} peer-group\n neighbor {name} remote-as {bgp.As}\n neighbor {name} timers 5 15\n neighbor {name} timers connect 5\n");
        foreach (var hub in bgp.Neighbours(mesh))
            text.Append($" neighbor {hub} peer-group {name}\n");
        if (mesh.IsHub)
            text.Append($" bgp listen limit {MostSpokes}\n bgp listen range {mesh.Address.Network} peer-group {name}\n");
    }

    /// <summary>
    /// A hub stands in for every spoke: packets go by it until a shortcut is there, and none waits for one. Of what several hubs tell, that
    /// of the preferred one counts.
    /// </summary>
    private static void AppendFamily(
        StringBuilder text, RouterConfig config, bool isIPv6, IEnumerable<(string Name, MeshConfig Mesh, BgpConfig Bgp)> meshes)
    {
        text.Append($" address-family {(isIPv6 ? "ipv6" : "ipv4")} unicast\n");
        var networks = meshes.SelectMany(m => m.Bgp.Advertised(config.Interfaces, config.Mesh, m.Mesh)).Distinct()
            .SelectMany(i => config.Interfaces[i].Addresses).Where(a => a.IsIPv6 == isIPv6).Select(a => a.Network).Distinct();
        foreach (var network in networks)
            text.Append($"  network {network}\n");
        foreach (var (name, mesh, bgp) in meshes)
        {
            text.Append($"  neighbor {name} activate\n  neighbor {name} prefix-list {name} in\n");
            if (mesh.IsHub)
                text.Append($"  neighbor {name} route-reflector-client\n  neighbor {name} next-hop-self force\n");
            var hubs = bgp.Neighbours(mesh).ToList();
            foreach (var (place, hub) in hubs.Index())
                text.Append($"  neighbor {hub} weight {hubs.Count - place}\n");
        }
    }

    private static string Family(MeshConfig mesh) => mesh.Address.IsIPv6 ? "ipv6" : "ip";

    /// <summary>32 bits that no other router has: an IPv4 address of the mesh, or of an interface.</summary>
    private static IPAddress RouterId(RouterConfig config, MeshConfig mesh) => !mesh.Address.IsIPv6
        ? mesh.Address.Address
        : config.Interfaces.Values
            .Where(i => i.Vrf == mesh.Vrf)
            .SelectMany(i => i.Addresses)
            .FirstOrDefault(a => !a.IsIPv6) is { Address: { } own } ? own
        : new IPAddress(mesh.Address.Address.GetAddressBytes()[12..]);
}
