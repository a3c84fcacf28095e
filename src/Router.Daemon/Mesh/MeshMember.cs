using System.Net;
using Router.Core.State;
using Router.Documents;
using Router.Features.Mesh;
using Router.Mesh;
using Router.Mesh.Tunnels;

namespace Router.Daemon.Mesh;

/// <summary>
/// One mesh as this router is to take part in it: when any of it but <see cref="Nbma"/> and <see cref="Routes"/> changes, it begins again.
/// </summary>
internal sealed record MeshMember(string Name, MeshConfig Config, int Link, string? Authentication)
{
    /// <summary>Null: tunnels go in clear.</summary>
    public TunnelCredentials? Credentials { get; init; }

    /// <summary>Our address on the underlay.</summary>
    public required IPAddress Nbma { get; init; }

    /// <summary>The number of the link that makes the headers of tunnels over IPv6; 0: there is none.</summary>
    public int Carrier { get; init; }

    /// <summary>The networks that are reached by the hub in use.</summary>
    public ValueList<HubRoute> Routes { get; init; } = [];

    /// <summary>
    /// Renewed so often that a hub that went away is missed, and one without memory found, within seconds, whatever the holding time.
    /// </summary>
    private static readonly TimeSpan LongestRenewal = TimeSpan.FromSeconds(20);

    public MeshSettings Settings(uint firstRequestId) => new()
    {
        Nbma = Nbma,
        Overlay = Config.Address,
        HoldingTime = Config.HoldingTime,
        Renewal = Config.HoldingTime / 3 < LongestRenewal ? null : LongestRenewal,
        Authentication = Authentication,
        Hubs = [.. Config.Hubs.Select(Hub)],
        Unique = Config.Unique,
        Secured = Credentials is not null,
        SharedKey = Credentials is TunnelCredentials.SharedKey,
        Mtu = (ushort)Config.Mtu,
        FirstRequestId = firstRequestId,
        MaximumPeers = Config.Peers,
    };

    /// <summary>Null: tunnels go in clear.</summary>
    public TunnelSettings? Tunnels => Credentials is null || Config.Ipsec is not { } ipsec ? null : new TunnelSettings
    {
        Mesh = Name,
        Nbma = Nbma,
        Identity = ipsec.Identity ?? $"{Config.Address.Address}",
        Network = Config.Address.Network,
        Serves = Config.IsHub,
        Credentials = Credentials,
        Ike = ipsec.Ike,
        Esp = ipsec.Esp,
        Lifetime = ipsec.Lifetime,
        IkeLifetime = ipsec.IkeLifetime,
        DeadPeer = ipsec.DeadPeer,
    };

    public bool IsSameAs(MeshMember other) => this with { Nbma = other.Nbma, Routes = other.Routes } == other;

    private static HubSettings Hub(string hub, int position) => IPAddress.TryParse(hub, out var address)
        ? new HubSettings(address) { Priority = position }
        : new HubSettings(null) { Name = hub, Priority = position };
}
