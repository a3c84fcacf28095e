using System.Buffers.Binary;

namespace Router.Wire.Nhrp;

/// <summary>
/// The fixed part, RFC 2332 section 5.1, 20 bytes.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |            ar$afn             |          ar$pro.type          |
/// |                          ar$pro.snap                          |
/// |  ar$pro.snap  |   ar$hopcnt   |            ar$pktsz           |
/// |           ar$chksum           |            ar$extoff          |
/// | ar$op.version |   ar$op.type  |    ar$shtl    |    ar$sstl    |
/// </code>
/// Behind it, the start of the mandatory part: lengths of the two protocol addresses, flags, request ID.
/// </summary>
internal readonly ref struct NhrpHeader(ReadOnlySpan<byte> wire)
{
    public const int FixedLength = 20;

    /// <summary>With protocol lengths, flags and request ID: what stands before the addresses.</summary>
    public const int Length = 28;

    public const byte Version = 1;

    private readonly ReadOnlySpan<byte> wire = wire;

    public ushort AddressFamily => BinaryPrimitives.ReadUInt16BigEndian(wire);

    public ushort ProtocolType => BinaryPrimitives.ReadUInt16BigEndian(wire[2..]);

    /// <summary>Five bytes; they mean something only where the protocol type is 0x0080.</summary>
    public ulong ProtocolSnap => ((ulong)wire[4] << 32) | BinaryPrimitives.ReadUInt32BigEndian(wire[5..]);

    public byte HopCount => wire[9];

    public ushort PacketSize => BinaryPrimitives.ReadUInt16BigEndian(wire[10..]);

    public ushort ExtensionOffset => BinaryPrimitives.ReadUInt16BigEndian(wire[14..]);

    public byte OperationVersion => wire[16];

    public NhrpPacketType Type => (NhrpPacketType)wire[17];

    public int SourceNbmaLength => wire[18] & AddressCodec.LengthMask;

    public int SourceSubaddressLength => wire[19] & AddressCodec.LengthMask;

    public int SourceProtocolLength => wire[20];

    public int DestinationProtocolLength => wire[21];

    /// <summary>Flags, or the unused field of an error indication.</summary>
    public ushort Flags => BinaryPrimitives.ReadUInt16BigEndian(wire[22..]);

    public uint RequestId => BinaryPrimitives.ReadUInt32BigEndian(wire[24..]);

    public ushort ErrorCode => BinaryPrimitives.ReadUInt16BigEndian(wire[24..]);

    public ushort ErrorOffset => BinaryPrimitives.ReadUInt16BigEndian(wire[26..]);

    public int AddressesLength =>
        SourceNbmaLength + SourceSubaddressLength + SourceProtocolLength + DestinationProtocolLength;
}
