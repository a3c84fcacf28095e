using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Router.Wire.Netlink;

/// <summary>
/// Builds one netlink message (RFC 3549, section 2.2; host byte order): header, family header, attributes padded to four bytes.
/// <code>
/// |                          Length                             |
/// |            Type              |           Flags              |
/// |                      Sequence Number                        |
/// |                      Process ID (PID)                       |
/// </code>
/// </summary>
public sealed class NetlinkMessage
{
    public const int HeaderLength = 16;
    private byte[] buffer = new byte[256];
    private int length = HeaderLength;

    public NetlinkMessage(ushort type, NetlinkFlags flags, ReadOnlySpan<byte> familyHeader)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(4), type);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(6), (ushort)flags);
        Append(familyHeader);
    }

    public ushort Type => BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(4));

    /// <summary>The kernel tells when it has carried it out.</summary>
    public bool IsAcknowledged => ((NetlinkFlags)BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(6)) & NetlinkFlags.Acknowledge) != 0;

    public int Length => length;

    /// <summary>The bytes with their length and this sequence number.</summary>
    public ReadOnlySpan<byte> Finish(uint sequence)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(buffer, (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(8), sequence);
        return buffer.AsSpan(0, length);
    }

    public NetlinkMessage Add(ushort type, ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)(4 + value.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], type);
        Append(head);
        Append(value);
        return this;
    }

    public NetlinkMessage Add(ushort type, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Add(type, bytes);
    }

    public NetlinkMessage Add(ushort type, byte value) => Add(type, [value]);

    public NetlinkMessage AddUInt16(ushort type, ushort value) => Add(type, [(byte)value, (byte)(value >> 8)]);

    /// <summary>Ports, keys and EtherTypes go in network byte order.</summary>
    public NetlinkMessage AddBigEndian(ushort type, ushort value) => Add(type, [(byte)(value >> 8), (byte)value]);

    public NetlinkMessage AddBigEndian(ushort type, uint value) =>
        Add(type, [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    public NetlinkMessage AddBigEndian(ushort type, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Add(type, bytes);
    }

    /// <summary>A header of a message inside a nest.</summary>
    public NetlinkMessage AddHeader(ReadOnlySpan<byte> header)
    {
        Append(header);
        return this;
    }

    public NetlinkMessage Add(ushort type, IPAddress address) => Add(type, address.GetAddressBytes());

    /// <summary>With the zero byte at the end that the kernel wants.</summary>
    public NetlinkMessage Add(ushort type, string text) => Add(type, Encoding.UTF8.GetBytes(text + "\0"));

    /// <summary>An attribute that holds attributes.</summary>
    public NetlinkMessage Nest(ushort type, Action<NetlinkMessage> inside)
    {
        var start = Open(type);
        inside(this);
        return Close(start);
    }

    /// <summary>Begins an attribute that holds attributes; what it gives ends it.</summary>
    internal int Open(ushort type)
    {
        var start = length;
        Add(type, []);
        return start;
    }

    internal NetlinkMessage Close(int start)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(start), (ushort)(length - start));
        return this;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var padded = (bytes.Length + 3) & ~3;
        if (length + padded > buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + padded));
        bytes.CopyTo(buffer.AsSpan(length));
        buffer.AsSpan(length + bytes.Length, padded - bytes.Length).Clear();
        length += padded;
    }
}

/// <summary>NLM_F_*, linux/netlink.h. The last four mean what they say in requests that make something.</summary>
[Flags]
public enum NetlinkFlags : ushort
{
    Request = 0x1,
    Multi = 0x2,
    Acknowledge = 0x4,
    DumpInterrupted = 0x10,
    Dump = 0x300,
    Replace = 0x100,
    Exclusive = 0x200,
    Create = 0x400,
    Append = 0x800,
}
