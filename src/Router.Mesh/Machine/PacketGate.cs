using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Security;
using Router.Mesh.Server;
using Router.Wire.Nhrp;

namespace Router.Mesh.Machine;

/// <summary>What is dropped before anybody looks at what it wants: cheap, counted, and at most one error a second to a source.</summary>
internal sealed class PacketGate(MeshIdentity identity, PeerSecurity security, ErrorReplies errors, MeshCounters counters)
{
    /// <summary>More than any mesh sends, and far from what could not be passed on.</summary>
    private const int LongestPacket = 4096;

    private readonly ParkedPackets parked = new();

    /// <summary>What came from there a moment before it was secured.</summary>
    public List<NhrpPacket> TakeParked(IPAddress from, TimeSpan now)
    {
        var taken = parked.Take(from, now);
        counters.NotSecured -= taken.Count;
        counters.Received -= taken.Count;
        return taken;
    }

    public bool TryDecode(ReadOnlySpan<byte> wire, out NhrpPacket packet)
    {
        if (NhrpPacket.TryDecode(wire, out packet, out var error))
            return true;
        if (error.Kind == NhrpErrorKind.Checksum)
            counters.WrongChecksum++;
        else
            counters.Undecodable++;
        return false;
    }

    /// <param name="length">Of the packet as it came.</param>
    public bool Admits(IPAddress from, NhrpPacket packet, int length, TimeSpan now, List<MeshEffect> effects)
    {
        counters.Received++;
        if (packet.ProtocolType != identity.ProtocolType || packet.AddressFamily != identity.AddressFamily)
            counters.Foreign++;
        else if (length > LongestPacket)
            counters.Malformed++;
        else if (!security.Admits(from))
        {
            counters.NotSecured++;
            parked.Park(from, packet, now);
            if (security.IsAwaited(from))
                effects.Add(new MeshEffect.Heard(from));
        }
        else if (identity.Authentication.Accepts(packet))
            return true;
        else
        {
            counters.WrongAuthentication++;
            errors.Send(from, packet, NhrpCode.AuthenticationFailure, now, effects);
        }
        return false;
    }
}
