using System.Buffers.Binary;

namespace Router.Wire.Packets;

/// <summary>
/// An echo request and its reply (RFC 792, RFC 4443 section 4). The kernel writes the checksum of ICMPv6.
/// <code>
/// | type (1) | code (1) | checksum (2) | identifier (2) | sequence (2) | data |
/// </code>
/// </summary>
public static class EchoPacket
{
    private const byte Request4 = 8, Reply4 = 0, Request6 = 128, Reply6 = 129;
    private const int HeaderLength = 8, ShortestIPv4 = 20, DataLength = 16;

    public static byte[] Request(bool ipv6, ushort identifier, ushort sequence)
    {
        var packet = new byte[HeaderLength + DataLength];
        packet[0] = ipv6 ? Request6 : Request4;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), identifier);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), sequence);
        if (!ipv6)
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), Checksum(packet));
        return packet;
    }

    /// <param name="packet">As a raw socket gives it: of IPv4 with its header.</param>
    public static bool IsReply(ReadOnlySpan<byte> packet, bool ipv6, ushort identifier, ushort sequence)
    {
        if (!ipv6)
        {
            if (packet.Length < ShortestIPv4 || packet[0] >> 4 != 4 || (packet[0] & 15) * 4 is var header && header > packet.Length)
                return false;
            packet = packet[((packet[0] & 15) * 4)..];
        }
        return packet.Length >= HeaderLength && packet[0] == (ipv6 ? Reply6 : Reply4) && packet[1] == 0
            && BinaryPrimitives.ReadUInt16BigEndian(packet[4..]) == identifier
            && BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) == sequence;
    }

    private static ushort Checksum(ReadOnlySpan<byte> packet)
    {
        var sum = 0u;
        for (var at = 0; at + 1 < packet.Length; at += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet[at..]);
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }
}
