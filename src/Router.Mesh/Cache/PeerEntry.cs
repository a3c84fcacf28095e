using System.Net;

namespace Router.Mesh.Cache;

/// <summary>
/// A peer that registered here. <see cref="Nbma"/> is where packets go (behind a NAT: its public address),
/// <see cref="ClaimedNbma"/> what the peer calls itself. Times are monotonic.
/// </summary>
public sealed record PeerEntry(IPAddress Overlay, IPAddress Nbma, IPAddress ClaimedNbma)
{
    public bool Unique { get; init; }

    public bool NatSupported { get; init; }

    public TimeSpan HoldingTime { get; init; }

    public ushort Mtu { get; init; }

    public TimeSpan Since { get; init; }

    public TimeSpan Expires { get; init; }

    public bool BehindNat => !Nbma.Equals(ClaimedNbma);
}
