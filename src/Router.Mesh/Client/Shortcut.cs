using System.Net;
using Router.Mesh.Events;

namespace Router.Mesh.Client;

/// <summary>
/// A way straight to a peer, learned by resolution and in the kernel. <see cref="Used"/>: packets took it since it was last
/// renewed. Since when it stands, and why. Times are monotonic.
/// </summary>
public sealed record Shortcut(IPNetwork Prefix, IPAddress Via, IPAddress Nbma)
{
    public TimeSpan Since { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>How long an answer holds.</summary>
    public TimeSpan HoldingTime { get; init; }

    public TimeSpan Expires { get; init; }

    public bool Used { get; init; }

    /// <summary>As the peer said it; 0: it did not.</summary>
    public ushort Mtu { get; init; }

    /// <summary>Who is to begin IPsec with the peer.</summary>
    internal Beginner Beginner { get; init; }

    internal TimeSpan ReviewAt => Expires - (HoldingTime / 3);

    internal bool LeadsLike(Shortcut other) => Via.Equals(other.Via) && Nbma.Equals(other.Nbma) && Mtu == other.Mtu;
}
