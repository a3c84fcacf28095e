using Router.Core.State;
using Router.Core.State.Links;

namespace Router.Linux.Edges.Mesh;

/// <summary>
/// Where a mesh's link is, as the kernel says: the table of its routing domain, and for tunnels over IPv6 the key and the link that makes
/// their headers.
/// </summary>
internal sealed record MeshPlace(string Name, int Index)
{
    public uint Table { get; private init; } = Route.MainTable;

    /// <summary>The index of its VRF; 0: none.</summary>
    public int Vrf { get; private init; }

    public bool OverIPv6 { get; private init; }

    public uint Key { get; private init; }

    public byte Ttl { get; private init; }

    /// <summary>0: not there.</summary>
    public int Carrier { get; private init; }

    /// <summary>Null: there is no such link.</summary>
    public static MeshPlace? Find(string name, IReadOnlyList<ObservedLink> links)
    {
        if (links.FirstOrDefault(l => l.Name == name) is not { } link)
            return null;
        var vrf = links.FirstOrDefault(l => l.Name == link.Master && l.Settings is VrfLink);
        var gre = link.Settings as GreLink;
        return new MeshPlace(name, link.Index)
        {
            Table = vrf?.Settings is VrfLink settings ? settings.Table : Route.MainTable,
            Vrf = vrf?.Index ?? 0,
            OverIPv6 = gre is { OverIPv6: true },
            Key = gre?.Key ?? 0,
            Ttl = gre?.Ttl ?? 0,
            Carrier = links.FirstOrDefault(l => l.Settings is TunnelHeaderLink)?.Index ?? 0,
        };
    }
}
