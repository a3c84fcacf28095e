using System.Net;
using Router.Documents;

namespace Router.Mesh.Tunnels;

/// <summary>What of IPsec people see. Ages are of the moment of asking.</summary>
/// <param name="Charon">Null: strongSwan answers; else why it does not.</param>
public sealed record TunnelReport(string? Charon, ValueList<TunnelStatus> Tunnels);

/// <summary>IPsec with one underlay address and, where it is up, one identity.</summary>
public sealed record TunnelStatus(IPAddress Nbma, string? Identity, TunnelState State, TimeSpan Age, string Reason);

public enum TunnelState
{
    Up,

    /// <summary>Being negotiated.</summary>
    Negotiating,

    /// <summary>It did not come up, or ended.</summary>
    Down,

    /// <summary>strongSwan was restarted and does not know it; the kernel still has it until the peer comes back.</summary>
    Orphaned,
}
