using System.Net;
using Router.Features.Configuration;
using Router.Features.Frr;

namespace Router.Features.Mesh.Build;

/// <summary>
/// What meshes ask of BGP. A hub stands in for every spoke: packets go by it until a shortcut is there, and none waits for one. Of what
/// several hubs tell, that of the preferred one counts.
/// </summary>
internal static class MeshBgp
{
    public static IEnumerable<BgpPeers> Peers(RouterConfig config) =>
        from entry in config.Mesh
        where entry.Value.Bgp is not null
        select Of(config, entry.Key, entry.Value, entry.Value.Bgp!);

    private static BgpPeers Of(RouterConfig config, string name, MeshConfig mesh, BgpConfig bgp)
    {
        var (network, isIPv6) = (mesh.Address.Network, mesh.Address.IsIPv6);
        return new BgpPeers
        {
            Name = name,
            Vrf = mesh.Vrf,
            As = bgp.As,
            RouterId = RouterId(config, mesh),
            IsIPv6 = isIPv6,
            Neighbours = [.. bgp.Neighbours(mesh)],
            Listen = mesh.IsHub ? network : null,
            Reflects = mesh.IsHub,
            // A route to the mesh's own network, or into it, would put tunnels into tunnels.
            Refused = network,
            Networks = bgp.Advertised(config.Interfaces, config.Mesh, mesh)
                .SelectMany(i => config.Interfaces[i].Addresses).Where(a => a.IsIPv6 == isIPv6).Select(a => a.Network),
        };
    }

    /// <summary>An IPv4 address of the mesh, or of an interface.</summary>
    private static IPAddress RouterId(RouterConfig config, MeshConfig mesh) => !mesh.Address.IsIPv6
        ? mesh.Address.Address
        : config.Interfaces.Values
            .Where(i => i.Vrf == mesh.Vrf)
            .SelectMany(i => i.Addresses)
            .FirstOrDefault(a => !a.IsIPv6) is { Address: { } own } ? own
        : new IPAddress(mesh.Address.Address.GetAddressBytes()[12..]);
}
