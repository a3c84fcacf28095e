using System.Buffers.Binary;

namespace Router.Wire.Netlink;

/// <summary>
/// Walks the messages of a datagram from the kernel. A message that says it is longer than what is left ends the walk with
/// <see cref="IsBroken"/>.
/// </summary>
public ref struct NetlinkReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> rest = datagram;

    public bool IsBroken { get; private set; }

    public ushort Type { get; private set; }

    public NetlinkFlags Flags { get; private set; }

    public uint Sequence { get; private set; }

    /// <summary>What follows the header.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    public bool Next()
    {
        if (rest.Length < NetlinkMessage.HeaderLength)
        {
            IsBroken |= !rest.IsEmpty;
            return false;
        }
        var length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        if (length < NetlinkMessage.HeaderLength || length > rest.Length)
        {
            IsBroken = true;
            return false;
        }
        Type = BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]);
        Flags = (NetlinkFlags)BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]);
        Sequence = BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]);
        Payload = rest[NetlinkMessage.HeaderLength..(int)length];
        rest = rest[Math.Min(rest.Length, ((int)length + 3) & ~3)..];
        return true;
    }
}

/// <summary>Walks attributes; stops at the first whose length cannot be.</summary>
public ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private const ushort TypeMask = 0x3FFF;
    private const int HeaderLength = 4;
    private ReadOnlySpan<byte> rest = attributes;

    public ushort Type { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public bool Next()
    {
        if (rest.Length < HeaderLength)
            return false;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        if (length < HeaderLength || length > rest.Length)
            return false;
        Type = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) & TypeMask);
        Value = rest[HeaderLength..length];
        rest = rest[Math.Min(rest.Length, (length + 3) & ~3)..];
        return true;
    }

    /// <summary>0 where the value is shorter.</summary>
    public readonly uint UInt32 => Value.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(Value) : 0;

    /// <summary>0 where there is none.</summary>
    public readonly byte Byte => Value.Length >= 1 ? Value[0] : (byte)0;

    /// <summary>Null: neither 4 nor 16 bytes.</summary>
    public readonly System.Net.IPAddress? Address => Value.Length is 4 or 16 ? new System.Net.IPAddress(Value) : null;

    /// <summary>Up to the zero byte.</summary>
    public readonly string Text
    {
        get
        {
            var end = Value.IndexOf((byte)0);
            return System.Text.Encoding.UTF8.GetString(end < 0 ? Value : Value[..end]);
        }
    }
}
