using System.Buffers.Binary;

namespace Router.Wire.Nhrp;

/// <summary>The Internet checksum (RFC 1071) over the whole packet; an odd length is padded with a zero byte.</summary>
public static class NhrpChecksum
{
    /// <summary>0 for a packet whose checksum field is right; else what belongs into a field that holds 0.</summary>
    public static ushort Compute(ReadOnlySpan<byte> packet)
    {
        // Four bytes at a time: carries go round in the end, in whatever order (RFC 1071, section 2).
        ulong sum = 0;
        while (packet.Length >= 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(packet);
            packet = packet[4..];
        }
        if (packet.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet);
            packet = packet[2..];
        }
        if (!packet.IsEmpty)
            sum += (uint)packet[0] << 8;
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
