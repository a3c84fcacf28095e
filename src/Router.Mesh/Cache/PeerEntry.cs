using System.Net;

namespace Router.Mesh.Cache;

/// <summary>
/// A peer that registered here. <see cref="Nbma"/> is where packets go (behind a NAT: its public address),
/// <see cref="ClaimedNbma"/> what the peer calls itself. Times are monotonic.
/// </summary>
public sealed record PeerEntry(IPAddress Overlay, IPAddress Nbma, IPAddress ClaimedNbma)
{
    public PeerState State { get; init; }

    /// <summary>Since when it is in this state at this underlay address.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>Why, for people.</summary>
    public string Reason { get; init; } = "it registered";

    public bool Unique { get; init; }

    public bool NatSupported { get; init; }

    public TimeSpan HoldingTime { get; init; }

    public ushort Mtu { get; init; }

    public TimeSpan Expires { get; private set; }

    /// <summary>The IKE identity that it registered with; null without IPsec.</summary>
    public string? Identity { get; init; }

    public bool BehindNat => !Nbma.Equals(ClaimedNbma);

    /// <summary>To its registration, for when it comes again; null: none that is kept.</summary>
    internal RegistrationAnswer? Answer { get; set; }

    internal uint RequestId { get; private set; }

    internal TimeSpan Renewed { get; private set; }

    /// <summary>
    /// The one thing that changes in place: a hub of 10,000 peers renews hundreds a second, and an entry created again for each would be
    /// most of what its memory is cleaned of.
    /// </summary>
    internal PeerEntry Renew(uint requestId, TimeSpan now)
    {
        (RequestId, Renewed, Expires) = (requestId, now, now + HoldingTime);
        return this;
    }
}
