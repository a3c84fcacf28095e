using System.Buffers.Binary;
using System.Net;
using Router.Wire.Nhrp;

namespace Router.Mesh.Cache;

/// <summary>
/// A registration that was accepted, with its answer, as they went over the wire. A peer renews with the same bytes but for the request ID
/// and the checksum, and gets the same answer but for these: nothing is decoded or created again for it. Hubs hear little else.
/// </summary>
internal sealed class RegistrationAnswer
{
    /// <summary>Where they are in every packet (RFC 2332, 5.1 and 5.2.0.1).</summary>
    private const int ChecksumAt = 12, RequestIdAt = 24, AfterRequestId = 28;

    /// <summary>Far more than any registration and its answer take, of which a hub keeps one for each peer.</summary>
    private const int Longest = 512;

    private readonly byte[] bytes;
    private readonly int asked;
    private readonly IPAddress responder;

    private RegistrationAnswer(ReadOnlySpan<byte> request, ReadOnlySpan<byte> reply, IPAddress responder)
    {
        (bytes, asked, this.responder) = ([.. request, .. reply], request.Length, responder);
    }

    /// <summary>The answer; the same memory each time.</summary>
    public ReadOnlyMemory<byte> Reply => bytes.AsMemory(asked);

    /// <summary>Null: too long to be kept.</summary>
    /// <param name="request">As it came.</param>
    /// <param name="reply">To it.</param>
    /// <param name="responder">Our underlay address, which the reply names.</param>
    public static RegistrationAnswer? Of(ReadOnlySpan<byte> request, NhrpPacket reply, IPAddress responder)
    {
        Span<byte> encoded = stackalloc byte[Longest];
        return request.Length is >= AfterRequestId and <= Longest && reply.Encode(encoded) is > 0 and var length
            ? new RegistrationAnswer(request, encoded[..length], responder)
            : null;
    }

    /// <summary>It is that registration once more, whole and unharmed; then <see cref="Reply"/> is the answer to it.</summary>
    /// <param name="request">As it came.</param>
    /// <param name="nbma">Our underlay address now.</param>
    /// <param name="requestId">Of the request.</param>
    public bool TryRenew(ReadOnlySpan<byte> request, IPAddress nbma, out uint requestId)
    {
        requestId = 0;
        ReadOnlySpan<byte> before = bytes.AsSpan(0, asked);
        if (request.Length != asked || !ReferenceEquals(nbma, responder)
            || !request[AfterRequestId..].SequenceEqual(before[AfterRequestId..])
            || !request[..ChecksumAt].SequenceEqual(before[..ChecksumAt])
            || !request[(ChecksumAt + sizeof(ushort))..RequestIdAt].SequenceEqual(before[(ChecksumAt + sizeof(ushort))..RequestIdAt])
            || NhrpChecksum.Compute(request) != 0)
            return false;
        requestId = BinaryPrimitives.ReadUInt32BigEndian(request[RequestIdAt..]);
        var reply = bytes.AsSpan(asked);
        BinaryPrimitives.WriteUInt32BigEndian(reply[RequestIdAt..], requestId);
        BinaryPrimitives.WriteUInt16BigEndian(reply[ChecksumAt..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(reply[ChecksumAt..], NhrpChecksum.Compute(reply));
        return true;
    }
}
