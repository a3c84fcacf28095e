using System.Net;
using Router.Api.Contract;
using Router.Mesh.Tunnels;

namespace Router.Daemon.Status.Mesh;

/// <summary>The IPsec of a mesh at the moment of asking, to be looked up by peer.</summary>
internal sealed class MeshTunnels(TunnelReport? report)
{
    private readonly ILookup<IPAddress, TunnelStatus>? byNbma = report?.Tunnels.ToLookup(tunnel => tunnel.Nbma);

    public MeshIpsecStatus? Status => report is null ? null : new MeshIpsecStatus(report.Charon, [.. report.Tunnels.Select(Of)]);

    /// <summary>Of several behind one NAT, the one that proved to be the overlay address.</summary>
    public MeshTunnelStatus? At(IPAddress? nbma, IPAddress? overlay)
    {
        var there = nbma is null || byNbma is null ? [] : byNbma[nbma].ToList();
        var identity = overlay?.ToString();
        return (there.Find(tunnel => tunnel.Identity == identity) ?? there.FirstOrDefault()) is { } found ? Of(found) : null;
    }

    private static MeshTunnelStatus Of(TunnelStatus tunnel) =>
        new($"{tunnel.Nbma}", tunnel.Identity, tunnel.State.ToString().ToLowerInvariant(), tunnel.Age.TotalSeconds, tunnel.Reason);
}
