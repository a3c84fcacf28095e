using System.Buffers.Binary;
using System.Text;

namespace Router.Wire.Packets;

/// <summary>
/// A DNS query with one question, and whether something is the answer to it (RFC 1035, section 4.1). The answer itself is not read.
/// </summary>
public static class DnsQuestion
{
    private const ushort RecursionDesired = 0x0100, Internet = 1, TypeNs = 2, TypeA = 1, AnswerBit = 0x8000;
    private const int HeaderLength = 12;

    /// <param name="name">Empty: the servers of the root are asked for; otherwise an address of the name.</param>
    public static byte[] Query(ushort identifier, string name)
    {
        using var query = new MemoryStream();
        Add(query, identifier);
        Add(query, RecursionDesired);
        Add(query, 1);
        query.Write([0, 0, 0, 0, 0, 0]);
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bytes = Encoding.ASCII.GetBytes(label);
            query.WriteByte((byte)bytes.Length);
            query.Write(bytes);
        }
        query.WriteByte(0);
        Add(query, name.Length == 0 ? TypeNs : TypeA);
        Add(query, Internet);
        return query.ToArray();
    }

    public static bool IsAnswer(ReadOnlySpan<byte> packet, ushort identifier) =>
        packet.Length >= HeaderLength && BinaryPrimitives.ReadUInt16BigEndian(packet) == identifier
        && (BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) & AnswerBit) != 0;

    private static void Add(MemoryStream to, ushort number) => to.Write([(byte)(number >> 8), (byte)number]);
}
