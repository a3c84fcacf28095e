using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using PacketDotNet;

namespace Router.Wire.Nhrp;

/// <summary>An NHRP packet in its GRE envelope, as it crosses the underlay. <see cref="Key"/> null: GRE without a key.</summary>
public sealed record NhrpFrame(IPAddress OuterSource, IPAddress OuterDestination, int TimeToLive, ushort GreFlags, uint? Key, ReadOnlyMemory<byte> Payload)
{
    private const ushort ChecksumFlag = 0x8000;
    private const ushort KeyFlag = 0x2000;
    private const ushort SequenceFlag = 0x1000;
    private const int WordLength = 4;

    /// <summary>False when the frame carries something else than NHRP over GRE (RFC 2784, RFC 2890) over IP.</summary>
    public static bool TryExtract(LinkLayers linkLayer, byte[] data, [NotNullWhen(true)] out NhrpFrame? frame)
    {
        frame = null;
        if (!TryParse(linkLayer, data, out var ip) || ip.Protocol != ProtocolType.Gre)
            return false;
        var start = ip.BytesSegment.Offset + ip.HeaderData.Length;
        var gre = ip.BytesSegment.Bytes.AsMemory(start, Math.Max(0, Math.Min(ip.BytesSegment.Bytes.Length, ip.BytesSegment.Offset + ip.TotalLength) - start));
        if (gre.Length < WordLength || BinaryPrimitives.ReadUInt16BigEndian(gre.Span[2..]) != NhrpPacket.GreProtocol)
            return false;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(gre.Span);
        var keyAt = WordLength + ((flags & ChecksumFlag) != 0 ? WordLength : 0);
        var payloadAt = keyAt + ((flags & KeyFlag) != 0 ? WordLength : 0) + ((flags & SequenceFlag) != 0 ? WordLength : 0);
        if (gre.Length < payloadAt)
            return false;
        var key = (flags & KeyFlag) != 0 ? BinaryPrimitives.ReadUInt32BigEndian(gre.Span[keyAt..]) : (uint?)null;
        frame = new NhrpFrame(ip.SourceAddress, ip.DestinationAddress, ip.TimeToLive, flags, key, gre[payloadAt..]);
        return true;
    }

    private static bool TryParse(LinkLayers linkLayer, byte[] data, [NotNullWhen(true)] out IPPacket? ip)
    {
        ip = null;
        try
        {
            ip = Packet.ParsePacket(linkLayer, data).Extract<IPPacket>();
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or InvalidOperationException or NotImplementedException)
        {
            // PacketDotNet throws on frames that are cut off; such a frame holds no NHRP packet for us.
            return false;
        }
        return ip is not null;
    }
}
