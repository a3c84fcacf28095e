using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using PacketDotNet;

namespace Router.Wire.Nhrp;

/// <summary>An NHRP packet in its GRE envelope, as it crosses the underlay. <see cref="Key"/> null: GRE without a key.</summary>
public sealed record NhrpFrame(
    IPAddress OuterSource, IPAddress OuterDestination, int TimeToLive, ushort GreFlags, uint? Key, ReadOnlyMemory<byte> Payload)
{
    private const ushort ChecksumFlag = 0x8000;
    private const ushort KeyFlag = 0x2000;
    private const ushort SequenceFlag = 0x1000;
    private const ushort IPv4Type = 0x0800;
    private const int WordLength = 4;

    /// <summary>False when the frame carries something else than NHRP over GRE (RFC 2784, RFC 2890) over IP.</summary>
    public static bool TryExtract(LinkLayers linkLayer, byte[] data, [NotNullWhen(true)] out NhrpFrame? frame)
    {
        frame = null;
        var start = IPv4Start(linkLayer, data);
        if (start >= 0 && IsPlainIPv4(data.AsSpan(start), out var headerLength, out var totalLength))
        {
            var header = data.AsSpan(start, headerLength);
            return header[9] == (byte)ProtocolType.Gre && TryGre(
                new IPAddress(BinaryPrimitives.ReadUInt32LittleEndian(header[12..])),
                new IPAddress(BinaryPrimitives.ReadUInt32LittleEndian(header[16..])),
                header[8], data.AsMemory(start + headerLength, totalLength - headerLength), out frame);
        }
        return TryParse(linkLayer, data, out var ip) && TryGre(ip.Source, ip.Destination, ip.TimeToLive, ip.Payload, out frame);
    }

    private static bool TryGre(
        IPAddress source, IPAddress destination, int timeToLive, ReadOnlyMemory<byte> gre, [NotNullWhen(true)] out NhrpFrame? frame)
    {
        frame = null;
        if (gre.Length < WordLength || BinaryPrimitives.ReadUInt16BigEndian(gre.Span[2..]) != NhrpPacket.GreProtocol)
            return false;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(gre.Span);
        var keyAt = WordLength + ((flags & ChecksumFlag) != 0 ? WordLength : 0);
        var payloadAt = keyAt + ((flags & KeyFlag) != 0 ? WordLength : 0) + ((flags & SequenceFlag) != 0 ? WordLength : 0);
        if (gre.Length < payloadAt)
            return false;
        var key = (flags & KeyFlag) != 0 ? BinaryPrimitives.ReadUInt32BigEndian(gre.Span[keyAt..]) : (uint?)null;
        frame = new NhrpFrame(source, destination, timeToLive, flags, key, gre[payloadAt..]);
        return true;
    }

    /// <summary>
    /// Where IPv4 starts in the frames that nearly all captures have, -1 in others: those are left to the packet library.
    /// </summary>
    private static int IPv4Start(LinkLayers linkLayer, ReadOnlySpan<byte> data) => (int)linkLayer switch
    {
        1 when data.Length >= 14 && BinaryPrimitives.ReadUInt16BigEndian(data[12..]) == IPv4Type => 14,
        101 => 0,
        113 when data.Length >= 16 && BinaryPrimitives.ReadUInt16BigEndian(data[14..]) == IPv4Type => 16,
        _ => -1,
    };

    /// <summary>A whole IPv4 packet, no fragment.</summary>
    private static bool IsPlainIPv4(ReadOnlySpan<byte> ip, out int headerLength, out int totalLength)
    {
        (headerLength, totalLength) = (0, 0);
        if (ip.Length < 20 || ip[0] >> 4 != 4)
            return false;
        headerLength = (ip[0] & 0xF) * WordLength;
        totalLength = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
        return headerLength >= 20 && headerLength <= totalLength && totalLength <= ip.Length
            && (BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x3FFF) == 0;
    }

    /// <summary>
    /// What is wanted of a packet, taken out of it once and for all: PacketDotNet reads a field when it is asked for, so each of them may
    /// throw on a frame that is damaged or cut off, whatever was read of it before. Such a frame holds no NHRP packet for us.
    /// </summary>
    private static bool TryParse(LinkLayers linkLayer, byte[] data, [NotNullWhen(true)] out Carried? carried)
    {
        carried = null;
        try
        {
            if (Packet.ParsePacket(linkLayer, data).Extract<IPPacket>() is not { Protocol: ProtocolType.Gre } ip)
                return false;
            var at = ip.BytesSegment.Offset + ip.HeaderData.Length;
            var end = Math.Min(ip.BytesSegment.Bytes.Length, ip.BytesSegment.Offset + ip.TotalLength);
            carried = new Carried(
                ip.SourceAddress, ip.DestinationAddress, ip.TimeToLive, ip.BytesSegment.Bytes.AsMemory(at, Math.Max(0, end - at)));
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }

    private sealed record Carried(IPAddress Source, IPAddress Destination, int TimeToLive, ReadOnlyMemory<byte> Payload);
}
