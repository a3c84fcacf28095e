using System.Net;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Interfaces;

namespace Router.Features.Mesh;

/// <summary>
/// <c>mesh NAME bgp</c>: the routers of the mesh tell each other what is behind them by BGP, all in one autonomous system; hubs
/// reflect.
/// </summary>
public sealed record BgpConfig
{
    /// <summary>The same for all meshes of a routing domain.</summary>
    public uint As { get; init; }

    /// <summary>The hubs' addresses inside the mesh, the preferred one first; empty: the first ones of its network.</summary>
    public ValueList<IPAddress> Hubs { get; init; } = [];

    /// <summary>
    /// Interfaces whose networks others are told of; null: all of the mesh's routing domain that have fixed addresses and carry no mesh.
    /// </summary>
    public ValueList<string>? Advertise { get; init; }

    /// <summary>Whom a spoke talks to, the preferred one first; nobody for a hub, which is talked to.</summary>
    public IEnumerable<IPAddress> Neighbours(MeshConfig mesh) => mesh.IsHub ? [] : Hubs.Count > 0
        ? Hubs
        : mesh.Hubs.Select((_, place) => mesh.Address.Network.BaseAddress.Plus(place + 1));

    /// <summary>By the admin's names.</summary>
    public IEnumerable<string> Advertised(
        ValueMap<string, InterfaceConfig> interfaces, ValueMap<string, MeshConfig> meshes, MeshConfig mesh) =>
        Advertise
        ?? interfaces.Where(i => i.Value.Addresses.Count > 0 && i.Value.Vrf == mesh.Vrf && meshes.Values.All(m => m.Underlay != i.Key))
            .Select(i => i.Key);
}
