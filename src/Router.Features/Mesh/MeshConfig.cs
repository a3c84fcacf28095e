using System.Net.Sockets;
using Router.Core.Values;
using Router.Documents;

namespace Router.Features.Mesh;

/// <summary><c>mesh NAME</c>: a DMVPN that this router takes part in. The name is also the kernel's name of the tunnel link.</summary>
public sealed record MeshConfig
{
    public const int DefaultMtu = 1400;

    /// <summary>The interface whose address peers reach us at.</summary>
    public string Underlay { get; init; } = "";

    /// <summary>Tunnels go over IPv6. It says nothing of what goes inside.</summary>
    public bool OverIPv6 { get; init; }

    /// <summary>Our address in the mesh; its prefix is the mesh's network.</summary>
    public InterfaceAddress Address { get; init; }

    /// <summary>The GRE key, which tells meshes on one underlay apart; null: GRE without a key.</summary>
    public uint? Key { get; init; }

    /// <summary>Addresses or names, the preferred one first; none: this router is a hub.</summary>
    public ValueList<string> Hubs { get; init; } = [];

    /// <summary>Null: the document does not say, which is refused.</summary>
    public IpsecConfig? Ipsec { get; init; }

    /// <summary>Null: a zone of the mesh's own name.</summary>
    public string? Zone { get; init; }

    /// <summary>The routing domain of what goes inside; the underlay may be in another. Null: the main table's.</summary>
    public string? Vrf { get; init; }

    /// <summary>NHRP's own key, sent in clear as Cisco does; 8 characters at most.</summary>
    public SecretReference? Authentication { get; init; }

    /// <summary>How long others may keep what we register.</summary>
    public TimeSpan HoldingTime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Bytes. GRE and ESP take 60 to 100 of the underlay's 1500.</summary>
    public int Mtu { get; init; } = DefaultMtu;

    /// <summary>Hubs refuse our overlay address to others.</summary>
    public bool Unique { get; init; } = true;

    /// <summary>As a hub: tell peers of shorter ways.</summary>
    public bool Redirect { get; init; } = true;

    /// <summary>How many peers may register here; the kernel's neighbour table is sized for them.</summary>
    public int Peers { get; init; } = 10_000;

    /// <summary>Null: routes over the mesh are those of the document.</summary>
    public BgpConfig? Bgp { get; init; }

    public bool IsHub => Hubs.Count == 0;

    public AddressFamily UnderlayFamily => OverIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;

    public string ZoneOr(string name) => Zone ?? name;
}
