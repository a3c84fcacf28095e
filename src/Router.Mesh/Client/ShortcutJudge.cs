using System.Diagnostics.CodeAnalysis;
using System.Net;
using Router.Core.Values;
using Router.Mesh.Events;
using Router.Mesh.Security;
using Router.Wire.Nhrp;

namespace Router.Mesh.Client;

/// <summary>Whether a resolution reply gives a shortcut, and which: replies come from outside, and a wrong one is a black hole.</summary>
internal sealed class ShortcutJudge(MeshIdentity identity, PeerSecurity security, Func<IPAddress, IPAddress?> authoritativeNbma)
{
    private const int ShortestPrefix = 8;

    public bool TryRead(NhrpPacket reply, TimeSpan now, [NotNullWhen(true)] out Shortcut? shortcut, out string reason)
    {
        shortcut = null;
        if (reply.Entries is not [var entry, ..] || entry.Code != NhrpCode.Success)
        {
            reason = $"the answer is {Meaning(reply.Entries.Count > 0 ? reply.Entries[0].Code : NhrpCode.NoInternetworkLayerBinding)}";
            return false;
        }
        if (entry.Nbma is not { } nbma || entry.Protocol is not { } via || !identity.Contains(via) || via.Equals(identity.Overlay)
            || entry.HoldingTime == 0)
        {
            reason = "the answer names nobody in this mesh";
            return false;
        }
        // Of hubs and of peers that registered here we know better than any answer where they are.
        var reachable = authoritativeNbma(via) ?? Reachable(nbma, via, reply);
        if (!identity.IsUnderlay(reachable) || reachable.Equals(identity.Nbma))
        {
            reason = $"the answer leads to {reachable}, which is no peer on the underlay";
            return false;
        }
        reason = reachable.Equals(nbma) ? $"{via} answered" : $"{via} answered; it is behind a NAT";
        var holding = TimeSpan.FromSeconds(entry.HoldingTime);
        shortcut = new Shortcut(Prefix(reply.Destination!, entry.PrefixLength, reachable), via, reachable)
        {
            Since = now,
            Reason = reason,
            HoldingTime = holding,
            Expires = now + holding,
            Mtu = entry.Mtu,
            Beginner = BeginnerWith(IsInside(PublicNbma(via, reply)), !reachable.Equals(nbma), reachable),
        };
        return true;
    }

    /// <summary>A NAT on the way: ours or theirs. Between two behind the same NAT there is none.</summary>
    public bool NeedsProbe(NhrpPacket reply, Shortcut shortcut)
    {
        if (!identity.Settings.ProbeNat || identity.Settings.Secured)
            return false;
        var publicNbma = PublicNbma(shortcut.Via, reply);
        return !IsInside(publicNbma) && (identity.BehindNat || publicNbma is not null);
    }

    /// <summary>The way to somebody who asked for us through a hub; null: nobody that could be reached.</summary>
    public Shortcut? Met(IPAddress overlay, IPAddress publicNbma, IPAddress claimedNbma, TimeSpan now)
    {
        var nbma = IsInside(publicNbma) ? claimedNbma : publicNbma;
        return !identity.IsUnderlay(nbma) || nbma.Equals(identity.Nbma)
            ? null
            : new Shortcut(new IPNetwork(overlay, identity.HostPrefix), overlay, nbma)
            {
                Since = now,
                Reason = "it asked for us",
                HoldingTime = identity.Holding,
                Expires = now + identity.Holding,
                Beginner = BeginnerWith(IsInside(publicNbma), !nbma.Equals(claimedNbma), nbma),
            };
    }

    /// <summary>Whether we wait for the peer, and not it for us.</summary>
    public bool IsPeerToBegin(Shortcut shortcut) => shortcut.Beginner == Beginner.They
        || (shortcut.Beginner == Beginner.Lower && IsLower(shortcut.Nbma, identity.Nbma));

    private static bool IsLower(IPAddress one, IPAddress other) =>
        one.GetAddressBytes().AsSpan().SequenceCompareTo(other.GetAddressBytes()) < 0;

    private Beginner BeginnerWith(bool isInside, bool isBehindNat, IPAddress nbma) => (identity.BehindNat && !isInside, isBehindNat) switch
    {
        (true, true) => IsLower(identity.PublicNbma, nbma) ? Beginner.WeBetweenNats : Beginner.TheyBetweenNats,
        (true, false) => Beginner.We,
        (false, true) => Beginner.They,
        _ => Beginner.Lower,
    };

    /// <summary>Behind the same NAT as we.</summary>
    private bool IsInside(IPAddress? publicNbma) => identity.BehindNat && identity.PublicNbma.Equals(publicNbma);

    public bool IsAllowed(Shortcut shortcut) => security.MayHave(shortcut.Via, shortcut.Nbma);

    /// <summary>FRR and opennhrp say 11 where the RFC says 12.</summary>
    private static NhrpCode Meaning(NhrpCode code) => code == NhrpCode.AuthenticationFailure ? NhrpCode.NoInternetworkLayerBinding : code;

    private static IPAddress? PublicNbma(IPAddress via, NhrpPacket reply) =>
        reply.Find(NhrpExtensionType.NatAddress)?.Entries.LastOrDefault(e => via.Equals(e.Protocol))?.Nbma;

    /// <summary>
    /// A peer behind a NAT is reached where the others see it; one behind our own NAT where it sees itself, because few NATs
    /// send a packet back to where it came from.
    /// </summary>
    private IPAddress Reachable(IPAddress nbma, IPAddress via, NhrpPacket reply)
    {
        var publicNbma = PublicNbma(via, reply);
        return publicNbma is null || IsInside(publicNbma) ? nbma : publicNbma;
    }

    /// <summary>
    /// A prefix that is shorter than /8, or that holds the underlay's own addresses, would send the tunnel into itself: such an
    /// answer counts for the destination alone.
    /// </summary>
    private IPNetwork Prefix(IPAddress destination, int length, IPAddress nbma)
    {
        if (length < ShortestPrefix || length > identity.HostPrefix)
            return new IPNetwork(destination, identity.HostPrefix);
        var network = new InterfaceAddress(destination, length).Network;
        return network.Contains(nbma) || network.Contains(identity.Nbma) || network.Contains(identity.Overlay)
            ? new IPNetwork(destination, identity.HostPrefix)
            : network;
    }
}
