using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Limits;
using Router.Wire.Nhrp;

namespace Router.Mesh.Server;

/// <summary>
/// Error indications (RFC 2332, 5.2.7): one a second and source, never about an error, never longer than what they answer and a
/// header. They carry no authentication, because the packet that they answer may have had the wrong one.
/// </summary>
internal sealed class ErrorReplies(MeshIdentity identity)
{
    private const int LongestQuote = 512;

    private readonly TokenBuckets limit = new(1);

    public void Send(IPAddress to, NhrpPacket packet, NhrpCode code, TimeSpan now, List<MeshEffect> effects)
    {
        if (packet.Type == NhrpPacketType.ErrorIndication || !limit.TryTake(to, now))
            return;
        var quote = packet.Encode();
        effects.Add(new MeshEffect.Send(
            to, identity.Packet(NhrpPacketType.ErrorIndication, identity.Overlay, identity.Nbma, packet.Source ?? identity.Overlay) with
            {
                ErrorCode = code,
                Offending = quote.AsMemory(0, Math.Min(quote.Length, LongestQuote)),
                Extensions = null,
            }));
    }
}
